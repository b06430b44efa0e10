"""The reference data as one frozen whole, read once per process."""

from dataclasses import dataclass
from functools import cache

from app.reference.categories import Categories, load_categories
from app.reference.certifications import Certifications, load_certifications
from app.reference.linkages import Linkages, load_linkages
from app.reference.places import Places, load_places
from app.reference.tables import data_digest


@dataclass(frozen=True, slots=True)
class Reference:
    """Everything that is looked up and never edited by users.

    Attributes:
        categories: The capability taxonomy.
        certifications: Certificates and standards.
        places: Provincial units, today's and those before 2025-07-01.
        linkages: Agreements between localities.
        version: Day of compilation and a digest of the data files ("2026-11-21+1a2b3c4d").
    """

    categories: Categories
    certifications: Certifications
    places: Places
    linkages: Linkages
    version: str


@cache
def load_reference() -> Reference:
    """Read the packaged data; the first call takes about a tenth of a second."""
    categories = load_categories()
    places = load_places()
    return Reference(
        categories=categories,
        certifications=load_certifications(),
        places=places,
        linkages=load_linkages(places),
        version=f"{categories.version}+{data_digest()}",
    )
