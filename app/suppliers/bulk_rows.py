"""The rows of new suppliers, from what was given of them."""

from datetime import datetime

from app.models.base import new_ids
from app.suppliers.bulk_content import SupplierReadings
from app.suppliers.bulk_repository import SupplierRows
from app.suppliers.parts import capability_columns, certification_columns, site_columns
from app.suppliers.schemas import ProfileContent, ProfileFields

_FIELDS = set(ProfileFields.model_fields)


class RowMaker:
    """Makes the rows of a batch of suppliers.

    Args:
        now: The moment of their making.

    """

    def __init__(self, now: datetime) -> None:
        self._made = {"created_at": now, "updated_at": now, "version": 1}
        self._rows = SupplierRows()

    def add(
        self,
        supplier_id: str,
        organization_id: str,
        content: ProfileContent,
        readings: SupplierReadings,
    ) -> None:
        """Add the rows of one supplier.

        Args:
            supplier_id: The id that its profile gets.
            organization_id: Its company.
            content: Its profile.
            readings: What its texts are read as.
        """
        profile = {
            **content.model_dump(include=_FIELDS),
            **self._made,
            "id": supplier_id,
            "organization_id": organization_id,
            "data_origin": content.data_origin,
            "reading": readings.profile,
        }
        if content.certifications_complete is None:
            profile["certifications_complete"] = content.certifications is not None
        rows = self._rows
        rows.profiles.append(profile)
        owner = {"supplier_id": supplier_id}
        rows.sites.extend([{**site_columns(site), **owner} for site in content.sites])
        rows.capabilities.extend(
            [
                {**capability_columns(capability), **read._asdict(), **owner}
                for capability, read in zip(
                    content.capabilities, readings.capabilities, strict=True
                )
            ]
        )
        rows.certifications.extend(
            [{**certification_columns(held), **owner} for held in content.certifications or []]
        )

    def finish(self) -> SupplierRows:
        """Return all rows; parts get ids in the order in which they were given."""
        for prefix, parts in (
            ("sit", self._rows.sites),
            ("cap", self._rows.capabilities),
            ("cer", self._rows.certifications),
        ):
            for part_id, part in zip(new_ids(prefix, len(parts)), parts, strict=True):
                part["id"] = part_id
        return self._rows
