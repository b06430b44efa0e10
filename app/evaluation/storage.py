"""Storing the texts of judgements in a temporary database, through the services of imports."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from pydantic import BaseModel

from app.core.database import Database, Session, batches
from app.core.errors import InvalidInputError
from app.core.migrations import upgrade
from app.core.principal import COMMAND_LINE
from app.core.validation import validate
from app.demands.list_schemas import DemandListCreate
from app.demands.list_service import DemandListService
from app.demands.schemas import DemandInList
from app.demands.service import DemandService
from app.evaluation.files import Line
from app.evaluation.texts import DemandText, SupplierText, Texts
from app.organizations.schemas import OrganizationCreate
from app.organizations.service import OrganizationService
from app.reference import load_reference
from app.suppliers.bulk import SupplierContent
from app.suppliers.schemas import ProfileContent
from app.suppliers.service import SupplierService

NAME_CHARACTERS = 1000
"""What a demand's name holds; the rest of a longer text is its specification."""

_BUYER = "Evaluation"

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Stored:
    """What was stored.

    Attributes:
        suppliers: Id in the judgements by id in the database.
        demands: Id in the database by id in the judgements, in the order of the file.
        certifications_left_out: How often each certificate that is not known was left out.
        places_left_out: How often each place that is no single known province was left out.
    """

    suppliers: Mapping[str, str]
    demands: Mapping[str, str]
    certifications_left_out: Mapping[str, int]
    places_left_out: Mapping[str, int]


@contextmanager
def temporary_database() -> Iterator[Database]:
    """Give an empty, migrated SQLite database that is deleted at the end."""
    with TemporaryDirectory(prefix="ketnoi-evaluation-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'evaluation.db'}")
        try:
            upgrade(database.engine)
            yield database
        finally:
            database.dispose()


def store(session: Session, texts: Texts) -> Stored:
    """Store all suppliers, and all demands as open ones of one buyer.

    Raises:
        EvaluationError: A text cannot be stored; names its line.
    """
    writer = _Writer(session)
    suppliers = writer.store_suppliers(texts.suppliers)
    demands = writer.store_demands(texts.demands)
    return Stored(suppliers, demands, writer.certifications_left_out, writer.places_left_out)


class _Writer:
    """Stores texts, and counts what the reference data do not know."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._reference = load_reference()
        self.certifications_left_out: Counter[str] = Counter()
        self.places_left_out: Counter[str] = Counter()

    def store_suppliers(self, suppliers: Sequence[SupplierText]) -> dict[str, str]:
        service = SupplierService(self._session, COMMAND_LINE)
        stored: dict[str, str] = {}
        for batch in batches(suppliers):
            ids = service.create_suppliers([self._new_supplier(supplier) for supplier in batch])
            stored |= {key: supplier.id for key, supplier in zip(ids, batch, strict=True)}
        return stored

    def store_demands(self, demands: Sequence[DemandText]) -> dict[str, str]:
        organization = validate(OrganizationCreate, {"name": _BUYER, "is_buyer": True})
        buyer = OrganizationService(self._session, COMMAND_LINE).create_organization(organization)
        wanted = validate(DemandListCreate, {"buyer_id": buyer.id, "name": _BUYER})
        demand_list = DemandListService(self._session, COMMAND_LINE).create_empty_list(wanted)
        ids = DemandService(self._session, COMMAND_LINE).create_demands(
            demand_list, [self._new_demand(demand) for demand in demands]
        )
        return {demand.id: key for key, demand in zip(ids, demands, strict=True)}

    def _new_supplier(self, supplier: SupplierText) -> SupplierContent:
        organization = {"name": supplier.name, "is_supplier": True, "data_origin": "imported"}
        certifications = [{"code": text} for text in self._known(supplier.certifications)]
        sites = [self._provinces(key) for key in self._places(supplier.places)]
        profile = {
            "external_id": supplier.id,
            "data_origin": "imported",
            "capabilities": [{"text": supplier.text}],
            "certifications": certifications,
            "certifications_complete": False,  # a text seldom names all
            "sites": sites,
        }
        return SupplierContent(
            organization=_validate(OrganizationCreate, organization, supplier.line),
            profile=_validate(ProfileContent, profile, supplier.line),
        )

    def _new_demand(self, demand: DemandText) -> DemandInList:
        name, specification = _split(demand.text)
        values: dict[str, object] = {
            "external_id": demand.id,
            "status": "open",
            "name": name,
            "specification": specification,
            "required_certifications": self._known(demand.certifications),
        }
        places = self._places(demand.places)
        if len(places) == 1 == len(demand.places):
            values["delivery"] = self._provinces(places[0])
        elif places:
            self.places_left_out.update([" + ".join(demand.places)])
        return _validate(DemandInList, values, demand.line)

    def _known(self, certifications: Sequence[str]) -> list[str]:
        """Return the certificates that are known, as they are written."""
        known = []
        for text in certifications:
            if self._reference.certifications.resolve(text).key is None:
                self.certifications_left_out[text] += 1
            else:
                known.append(text)
        return known

    def _places(self, written: Sequence[str]) -> list[str]:
        """Return the place keys of the provinces that are known."""
        keys = []
        for text in written:
            key = self._reference.places.resolve(text).key
            if key is None:
                self.places_left_out[text] += 1
            else:
                keys.append(key)
        return keys

    def _provinces(self, key: str) -> dict[str, str | None]:
        places = self._reference.places
        return {"province": places.current_of(key), "legacy_province": places.legacy_of(key)}


def _split(text: str) -> tuple[str, str]:
    """Cut a text that is too long for a name in two, between words where there are any."""
    if len(text) <= NAME_CHARACTERS:
        return text, ""
    end = text.rfind(" ", 1, NAME_CHARACTERS + 1)
    end = end if end > 0 else NAME_CHARACTERS
    return text[:end].rstrip(), text[end:].lstrip()


def _validate(model: type[M], values: Mapping[str, object], line: Line) -> M:
    try:
        return validate(model, values)
    except InvalidInputError as error:
        faults = (f"{problem.pointer} {problem.render('en')}" for problem in error.problems)
        raise line.error("; ".join(faults)) from error
