"""Keeping with a profile what its texts are read as."""

from app.classification.service import ClassificationService, needs_review
from app.matching.reading import capability_texts, supplier_texts
from app.models import SupplierProfile
from app.reading import to_json
from app.suppliers.listing import to_matching


def read_profile(profile: SupplierProfile, classification: ClassificationService) -> None:
    """Store what a profile and each of its capabilities are read as.

    The profile's organization and capabilities are loaded. Ranking uses what is stored here and
    never reads a text again.
    """
    for row in profile.capabilities:
        row.reading, row.needs_review = "", False
    profile.reading = ""
    matching = to_matching(profile)
    for row, capability in zip(profile.capabilities, matching.capabilities, strict=True):
        if row.category is None:  # what a person chose needs no suggestions
            reading = classification.read(capability_texts(capability))
            row.reading, row.needs_review = to_json(reading), needs_review(reading)
    profile.reading = to_json(classification.read(supplier_texts(matching)))
