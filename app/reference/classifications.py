"""Names of the codes of public classifications that the taxonomy refers to."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from app.reference.tables import read_rows


@cache
def vsic2018_names() -> Mapping[str, str]:
    """Give the Vietnamese names of the activity codes of Decision 27/2018/QĐ-TTg, by code."""
    return MappingProxyType(
        {row["vsic2018_code"]: row["vsic2018_name_vi"] for row in read_rows("vsic.csv")}
    )


@cache
def hs2022_descriptions() -> Mapping[str, str]:
    """Give the English descriptions of headings of the Harmonized System 2022, by heading."""
    return MappingProxyType(
        {row["hs2022_heading"]: row["description_en"] for row in read_rows("hs.csv")}
    )
