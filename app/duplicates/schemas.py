"""How duplicates, and decisions about them, look over HTTP."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, JsonValue, model_validator

from app.core.i18n import Text
from app.core.schemas import (
    Address,
    InputModel,
    LongText,
    Name,
    OutputModel,
    ShortText,
    example,
    field_error,
)
from app.duplicates.evidence import REVIEW_SCORE
from app.organizations.schemas import Country, TaxCode

MOST_ASKED = 20
"""Names, telephone numbers and mailboxes of one company that may be asked about."""

DuplicateVerdict = Literal["same", "review", "different"]

_NOTHING = Text(
    "Give at least a name, a tax code or a registration number.",
    "Hãy nhập ít nhất tên, mã số thuế hoặc số đăng ký.",
)
_FIRST: dict[str, JsonValue] = {
    "id": "org_00d201ee9eg0003zekxanckt",
    "name": "Công ty TNHH Cơ khí Chính xác Ví Dụ",
    "name_en": None,
    "tax_code": "0100233488",
    "country": "VN",
    "address": "Lô A2, Đường số 5, KCN VSIP I, Bình Dương",
    "website": "https://vi-du.example",
    "is_buyer": False,
    "is_supplier": True,
}
_SECOND: dict[str, JsonValue] = {
    **_FIRST,
    "id": "org_00d201ee9eg0004zekxanckt",
    "name": "Vi Du Precision Mechanical Co., Ltd",
    "tax_code": None,
}
_REASONS: list[JsonValue] = [
    {
        "code": "names",
        "contribution": 820,
        "text": "The names “Công ty TNHH Cơ khí Chính xác Ví Dụ” and"
        " “Vi Du Precision Mechanical Co., Ltd”",
    },
    {
        "code": "same_domain",
        "contribution": 200,
        "text": "The same internet domain, vi-du.example",
    },
]
_EVIDENCE: dict[str, JsonValue] = {"score": 1000, "verdict": "review", "reasons": _REASONS}


class DuplicateReason(OutputModel):
    """One sign for or against two companies being one."""

    code: str
    """Stable name of the sign."""
    contribution: int
    """What it adds to the score, which is the sum cut to 0..1000; 0 where the words only explain
    the sign before."""
    text: str
    """The sign in words, in the language of the request."""


class DuplicateOrganization(OutputModel):
    """An organization in short."""

    id: str
    name: str
    name_en: str | None
    tax_code: str | None
    country: str
    address: str | None
    website: str | None
    is_buyer: bool
    is_supplier: bool


class DuplicatePair(OutputModel):
    """Two registered organizations that may be one company."""

    model_config = example({**_EVIDENCE, "first": _FIRST, "second": _SECOND})

    score: int
    """0 (nothing in common) to 1000."""
    verdict: DuplicateVerdict
    """`same` is certain; `review` is for a person to look at."""
    reasons: list[DuplicateReason]
    first: DuplicateOrganization
    second: DuplicateOrganization


class DuplicateCandidate(OutputModel):
    """A registered organization that may be the company asked about."""

    model_config = example({**_EVIDENCE, "organization": _FIRST})

    score: int
    """0 (nothing in common) to 1000."""
    verdict: DuplicateVerdict
    """`same` is certain; `review` is for a person to look at."""
    reasons: list[DuplicateReason]
    organization: DuplicateOrganization


class DuplicateCheck(InputModel):
    """What is known of a company that may be registered already."""

    model_config = example(
        {
            "names": ["Vi Du Precision Mechanical Co., Ltd"],
            "website": "https://vi-du.example",
            "phones": ["028 0000 0000"],
        }
    )

    names: Annotated[list[Name], Field(max_length=MOST_ASKED)] = []
    """Its names in any language."""
    tax_code: TaxCode | None = None
    country: Country = "VN"
    """Country of registration, ISO 3166-1 alpha-2."""
    foreign_registration_number: ShortText | None = None
    address: Address | None = None
    website: Annotated[str, Field(max_length=500)] | None = None
    emails: Annotated[list[ShortText], Field(max_length=MOST_ASKED)] = []
    phones: Annotated[list[ShortText], Field(max_length=MOST_ASKED)] = []
    min_score: Annotated[int, Field(ge=0, le=1000)] = REVIEW_SCORE
    """Least score of a candidate."""

    @model_validator(mode="after")
    def check_not_empty(self) -> Self:
        """Check that there is something to look for.

        Raises:
            PydanticCustomError: Neither a name nor a number was given.
        """
        if not (self.names or self.tax_code or self.foreign_registration_number):
            raise field_error("nothing_to_check", _NOTHING)
        return self


class DuplicateCandidates(OutputModel):
    """The registered organizations that a company may be, the likeliest first."""

    model_config = example({"items": [{**_EVIDENCE, "organization": _FIRST}]})

    items: list[DuplicateCandidate]


class DistinctionCreate(InputModel):
    """Two organizations that are not the same company."""

    model_config = example(
        {
            "first_id": "org_00d201ee9eg0003zekxanckt",
            "second_id": "org_00d201ee9eg0004zekxanckt",
            "note": "Hai công ty cùng tên, khác chủ",
        }
    )

    first_id: Annotated[str, Field(max_length=40)]
    second_id: Annotated[str, Field(max_length=40)]
    note: LongText = ""
    """Why, for those who ask later."""


class DistinctionRead(OutputModel):
    """A decision that two organizations are two companies."""

    model_config = example(
        {
            "id": "dis_00d201ee9eg0003zekxanckt",
            "first_id": "org_00d201ee9eg0003zekxanckt",
            "second_id": "org_00d201ee9eg0004zekxanckt",
            "note": "Hai công ty cùng tên, khác chủ",
            "created_at": "2026-11-21T08:00:00Z",
            "created_by": "key_00d201ee9eg0003zekxanckt",
        }
    )

    id: str
    first_id: str
    second_id: str
    note: str
    created_at: datetime
    created_by: str
