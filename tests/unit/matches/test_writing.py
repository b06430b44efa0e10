"""Rankings written as text: the same as the schemas would give, whatever was written before."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.i18n import Language
from app.matches import writing
from app.matches.schemas import RankingRead, SupplierMatchRead, SupplierRankingRead
from app.matches.views import Wording
from app.matches.writing import Ranked, RankingWriter
from app.matching import (
    Demand,
    ScoringProfile,
    SupplierProfile,
    prepare_demand,
    prepare_supplier,
)
from app.matching.context import MatchContext
from app.matching.match import match_in
from app.reference import load_reference
from app.suppliers.listing import ListedSupplier
from tests.unit.matching import builders, strategies

TODAY = date(2026, 6, 1)
LANGUAGES: tuple[Language, ...] = ("vi", "en")
WRITERS = {language: RankingWriter(language) for language in LANGUAGES}
REFERENCE = load_reference()


def _listed(profile: SupplierProfile) -> ListedSupplier:
    return ListedSupplier(
        profile=profile,
        version=1,
        is_active=True,
        name='Công ty "Ví Dụ" \\ 例',
        name_en=None,
        organization_id="org_1",
        country="VN",
        data_origin="declared",
    )


def _around(scoring: ScoringProfile) -> dict[str, object]:
    return {
        "total": {"eligible": 1, "to_confirm": 0, "ineligible": 0},
        "filters": {"tiers": ["eligible"], "limit": 20, "offset": 0, "judged_on": TODAY},
        "scoring_profile": {"name": scoring.name, "version": scoring.version},
        "nothing_matches": None,
    }


def _check(
    writer: RankingWriter,
    language: Language,
    demand: Demand,
    profiles: list[SupplierProfile],
    context: MatchContext,
) -> None:
    asked = prepare_demand(demand, REFERENCE)
    wording = Wording(language, REFERENCE)
    ranked, items = [], []
    for rank, profile in enumerate(profiles, 1):
        prepared, listed = prepare_supplier(profile, REFERENCE), _listed(profile)
        found = match_in(asked, prepared, context)
        ranked.append(Ranked(rank, listed, prepared, found.eligibility, found.score))
        shown = dict(wording.scored(found))
        items.append(SupplierMatchRead(rank=rank, supplier=wording.supplier(listed), **shown))
    around = _around(context.scoring)
    written = writer.write(asked, ranked, RankingRead.model_validate(around), context)
    expected = SupplierRankingRead.model_validate({"items": items, **around})
    assert SupplierRankingRead.model_validate_json(written, strict=False) == expected


@given(
    demand=strategies.demands,
    profiles=st.lists(strategies.suppliers, min_size=1, max_size=3),
    language=st.sampled_from(LANGUAGES),
)
def test_what_is_written_is_what_the_schemas_give(
    demand: Demand, profiles: list[SupplierProfile], language: Language
) -> None:
    context = MatchContext(ScoringProfile(), TODAY, REFERENCE)
    _check(WRITERS[language], language, demand, profiles, context)


CONTEXT = MatchContext(ScoringProfile(), TODAY, REFERENCE)


@given(
    demand=strategies.demands,
    profiles=st.lists(strategies.suppliers, min_size=1, max_size=3),
    language=st.sampled_from(LANGUAGES),
)
def test_what_was_written_for_others_is_used_only_where_it_says_the_same(
    demand: Demand, profiles: list[SupplierProfile], language: Language
) -> None:
    _check(WRITERS[language], language, demand, profiles, CONTEXT)


def test_a_changed_supplier_and_another_profile_are_written_anew() -> None:
    writer = RankingWriter("en")
    demand = builders.a_demand(categories=("PLA-INJ",))
    for scoring in (ScoringProfile(), ScoringProfile("other", 2)):
        context = MatchContext(scoring, TODAY, REFERENCE)
        for category in ("PLA-INJ", "MAC-CNC", "PLA-INJ"):
            profile = builders.a_supplier(capabilities=builders.making(category))
            _check(writer, "en", demand, [profile], context)


def test_the_memory_of_a_writer_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "REMEMBERED_SUPPLIERS", 1)
    monkeypatch.setattr(writing, "REMEMBERED_PAGES", 0)
    monkeypatch.setattr(writing, "REMEMBERED_BASES", 1)
    writer = RankingWriter("vi")
    demand = builders.a_demand(categories=("PLA-INJ",))
    profiles = [builders.a_supplier(id=name) for name in ("a", "b")]
    for _ in range(2):
        _check(writer, "vi", demand, profiles, CONTEXT)
