import pytest

from app.matching import Site
from app.matching.context import MatchContext
from app.matching.criteria.location import linkage_between
from app.matching.index.codes import NONE, Codes, _number, load_codes
from app.matching.localities import locate
from app.matching.results import GOODNESS, Status
from tests.unit.matching.builders import REFERENCE, SCORING, TODAY, a_demand, a_supplier, judged

CODES = load_codes(REFERENCE)


def test_no_more_codes_than_a_byte_has_room_for_beside_the_unknown() -> None:
    assert len(_number(map(str, range(NONE)))) == NONE
    with pytest.raises(ValueError, match="256 codes do not fit into a byte"):
        _number(map(str, range(NONE + 1)))


def test_every_code_has_a_number_and_the_tables_are_made_once() -> None:
    assert len(CODES.categories) == len(list(REFERENCE.categories))
    assert len(CODES.certificates) == len(list(REFERENCE.certifications))
    assert set(CODES.provinces) == set(REFERENCE.places.current)
    assert set(CODES.legacy) == set(REFERENCE.places.legacy)
    assert NONE not in CODES.legacy.values()
    assert load_codes(REFERENCE) is CODES
    assert Codes(REFERENCE) is not CODES


def test_the_relations_are_those_of_the_taxonomy() -> None:
    relations = CODES.relations
    for asked in ("PLA", "PLA-INJ", "MET-SPR"):
        row = CODES.categories[asked]
        for code, number in CODES.categories.items():
            relation = REFERENCE.categories.relation(asked, code)
            assert relations.closeness[row, number] == relation.closeness
            assert relations.fulfils[row, number] == (relation.kind in {"exact", "child"})
            assert relations.is_wider[row, number] == (relation.kind == "parent")
        assert relations.closeness[row, NONE] == 0


def test_certificates_that_satisfy_and_those_to_ask_about() -> None:
    context = MatchContext(SCORING, TODAY, REFERENCE)
    for asked in CODES.certificates:
        satisfying, to_ask = CODES.satisfying(asked)
        answers = {held: context.implication(held, asked).answer for held in CODES.certificates}
        for held, number in CODES.certificates.items():
            assert (number in satisfying) == (answers[held] in {"same", "yes"})
            assert (number in to_ask) == (answers[held] == "ask_buyer")
    assert CODES.satisfying("ISO-9001") is CODES.satisfying("ISO-9001")


def test_linkages_are_those_between_two_legacy_provinces() -> None:
    found = CODES.linkages("79")
    assert CODES.linkages("79") is found
    for code, number in CODES.legacy.items():
        linkage = linkage_between(code, "79", REFERENCE)
        assert found.get(number) == (linkage.scope if linkage else None)
    assert any(CODES.linkages(code) for code in CODES.legacy)


KEYS = ("legacy:79", "legacy:74", "legacy:01", "current:79", "current:01")


@pytest.mark.parametrize("count", [1, 2, 3])
def test_allowed_places_are_judged_as_the_scalar_definition_does(count: int) -> None:
    for first in range(len(KEYS)):
        keys = tuple(KEYS[(first + step) % len(KEYS)] for step in range(count))
        table = CODES.allowed(keys)
        for site in (
            Site("a"),
            *(Site("a", province=code) for code in REFERENCE.places.current),
            *(Site("a", legacy_province=code) for code in REFERENCE.places.legacy),
        ):
            judgement = judged("location", a_demand(allowed_places=keys), a_supplier(sites=(site,)))
            place = locate(site, REFERENCE.places)
            found = table[
                CODES.provinces.get(place.province or "", NONE),
                CODES.legacy.get(place.legacy_province or "", NONE),
            ]
            assert found == GOODNESS[judgement.status]
            assert judgement.status is not Status.NOT_APPLICABLE
