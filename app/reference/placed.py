"""A place in a request body: codes of both vintages and coordinates, checked together."""

from typing import Self

from pydantic import model_validator

from app.core.i18n import Text
from app.core.schemas import Address, InputModel, Latitude, Longitude, field_error
from app.reference import load_reference
from app.reference.fields import LegacyProvinceCode, ProvinceCode

_DISAGREE = Text(
    "Legacy province {legacy} belongs to province {successor} since 2025-07-01, not to {given}.",
    "Tỉnh cũ {legacy} thuộc tỉnh {successor} từ 01/07/2025, không thuộc {given}.",
)
_HALF = Text(
    "Give latitude and longitude together.", "Hãy nhập cả vĩ độ (latitude) và kinh độ (longitude)."
)


class PlacedFields(InputModel):
    """Where something is. A legacy province brings its current one with it."""

    address: Address | None = None
    province: ProvinceCode | None = None
    """Code of the province in force since 2025-07-01 (34 units)."""
    legacy_province: LegacyProvinceCode | None = None
    """Code of the province before 2025-07-01 (63 units). Give it where you know it: distances
    are measured from it, because a merged province is too large."""
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class PlacedModel(PlacedFields):
    """A place whose parts must agree."""

    @model_validator(mode="after")
    def check_place(self) -> Self:
        """Complete the current province from the legacy one, and check that they agree.

        Raises:
            PydanticCustomError: The provinces contradict each other, or one coordinate is missing.
        """
        if (self.latitude is None) != (self.longitude is None):
            raise field_error("half_coordinates", _HALF)
        if self.legacy_province is None:
            return self
        successor = load_reference().places.legacy[self.legacy_province].successor_code
        if self.province is None:
            self.province = successor
        elif self.province != successor:
            raise field_error(
                "provinces_disagree",
                _DISAGREE,
                legacy=self.legacy_province,
                successor=successor,
                given=self.province,
            )
        return self
