"""Two company names compared: the distinctive part first, then what surrounds it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from app.naming.acronyms import SURE_INITIALS, short_form_of, spell_out
from app.naming.cores import NOTHING, CoreMatch, match_cores
from app.naming.reading import CompanyName, Reading, Unit, read_name
from app.naming.reasons import FULL_SCORE, NameComparison, judge, say
from app.naming.syllables import FREQUENT_BITS

_REMEMBERED = 20000
RARE_CORE = 11.0
"""Bits from which a distinctive part says enough by itself: three usual syllables."""

TELLING_CORE = 8.0
"""Bits that two usual syllables hold; less than that needs a trade that agrees."""

_TRADES_DISAGREE = 400
_TRADES_PARTLY = 130
_TRADE_MORE = 25
_TRADE_MORE_BORROWED = 150
_TRADE_MISSING = 90
_TRADE_MISSING_COMMON = 170
_TRADE_MISSING_LONE = 300
_TRADE_AGAINST_BUSINESS = 120
_MODIFIERS_DISAGREE = 130
_BUSINESS_DISAGREES = 110
_NUMBERS_DISAGREE = 560
_NUMBER_MISSING = 300
_REGIONS_DISAGREE = 560
_REGION_MISSING = 260
_PLACES_DISAGREE = 420
_PLACE_MISSING = 60
_COUNTRIES_DISAGREE = 420
_LEGAL_DIFFERS = 50
_GROUP_MISSING = 140
_BRANCH_MISSING = 270
_BRANCHES_DIFFER = 300
_LONE_CORE = 120
_SHORT_FORM_PRICES = {2: 400, 3: 210}
_LONG_SHORT_FORM = 160
_UNKNOWN_WORD_RELIEF = 130
_PLURALS = {"country": "countries"}
_STOCK = frozenset({"joint_stock"})
_LIMITED = frozenset({"limited", "one_member"})
_OTHER_FORMS = frozenset({"private", "household", "cooperative", "partnership"})
_GROUPS = frozenset({"group", "general_corporation"})


@dataclass(slots=True)
class _Tally:
    """A score on its way, with the reasons found."""

    score: int = FULL_SCORE
    codes: list[tuple[int, str]] = field(default_factory=list)

    def add(self, code: str, price: int = 0) -> None:
        self.codes.append((price, code))
        self.score -= price


def compare_names(a: CompanyName | str, b: CompanyName | str) -> NameComparison:
    """Say how much two names look like one company's.

    The result is the same whichever name comes first. Names that stand in one text (a short name
    beside the registered one) are compared each, and the best of them counts.

    Args:
        a: A name, as text or read.
        b: The other.

    Returns:
        Score, verdict and the reasons, the weightiest first.
    """
    first = read_name(a) if isinstance(a, str) else a
    second = read_name(b) if isinstance(b, str) else b
    if second.text < first.text:
        first, second = second, first
    return _compare(first, second)


@lru_cache(maxsize=_REMEMBERED)
def _compare(first: CompanyName, second: CompanyName) -> NameComparison:
    best = max(_tallies(first, second), key=lambda tally: tally.score)
    score = max(0, min(FULL_SCORE, best.score))
    ordered = sorted(dict.fromkeys(best.codes), key=lambda found: (-found[0], found[1]))
    codes = dict.fromkeys(code for _, code in ordered)
    return NameComparison(score, judge(score), tuple(map(say, codes)))


def _tallies(first: CompanyName, second: CompanyName) -> Iterator[_Tally]:
    for a in (first, *first.aliases):
        for b in (second, *second.aliases):
            yield from _tallies_of_one(a, b)


def _tallies_of_one(a: CompanyName, b: CompanyName) -> Iterator[_Tally]:
    for ours in a.readings:
        for theirs in b.readings:
            left, right = spell_out(ours, b), spell_out(theirs, a)
            yield _weigh(left, right, _match(left, right))
            letters = max(short_form_of(left, b), short_form_of(right, a))
            if letters:
                yield _weigh_short_form(left, right, letters)


def _match(a: Reading, b: Reading) -> CoreMatch:
    if a.is_of_trade and b.is_of_trade and a.core != b.core:
        return _match_trades_as_core(a, b)
    return match_cores(a.core, b.core, (a.is_careful, b.is_careful))


def _match_trades_as_core(a: Reading, b: Reading) -> CoreMatch:
    """Compare names that are made of trades and numbers alone: "Cơ khí 17"."""
    if not (a.trades or a.modifiers) or _unpaired(a.trades, b.trades) != ([], []):
        literal = match_cores(a.core, b.core)
        return literal if literal.score == FULL_SCORE else NOTHING
    if _unpaired(a.modifiers, b.modifiers) != ([], []):
        return NOTHING
    return CoreMatch(FULL_SCORE - 40, ("core_of_trade",), FREQUENT_BITS * 2, (), ())


def _weigh(a: Reading, b: Reading, core: CoreMatch) -> _Tally:
    tally = _Tally()
    price = FULL_SCORE - core.score
    for code in core.codes:
        tally.codes.append((price, code))
    tally.score -= price
    if core is NOTHING:
        return tally
    _weigh_trades(tally, a, b, core)
    _weigh_surroundings(tally, a, b)
    return tally


def _weigh_short_form(a: Reading, b: Reading, letters: int) -> _Tally:
    tally = _Tally()
    price = _SHORT_FORM_PRICES.get(letters, _LONG_SHORT_FORM)
    tally.add("short_form" if letters >= SURE_INITIALS else "short_form_weak", price)
    _weigh_surroundings(tally, a, b)
    return tally


def _unpaired(a: Iterable[Unit], b: Iterable[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Give the trades of either side that no trade of the other may mean."""
    ours, theirs = tuple(a), tuple(b)
    return (
        [unit for unit in ours if not any(unit.ids & other.ids for other in theirs)],
        [unit for unit in theirs if not any(unit.ids & other.ids for other in ours)],
    )


def _weigh_trades(tally: _Tally, a: Reading, b: Reading, core: CoreMatch) -> None:
    everything_a, everything_b = a.trades + a.modifiers, b.trades + b.modifiers
    only_a = _unpaired(a.trades, everything_b)[0]
    only_b = _unpaired(b.trades, everything_a)[0]
    agree = len(only_a) < len(a.trades) or len(only_b) < len(b.trades)
    if only_a and only_b:
        if agree:
            tally.add("trades_partly", _TRADES_PARTLY)
        else:
            tally.add("trades_disagree", _TRADES_DISAGREE)
    elif agree:
        more = _TRADE_MORE_BORROWED if a.is_borrowed and b.is_borrowed else _TRADE_MORE
        tally.add("trades_agree", more * (len(only_a) + len(only_b)))
    elif only_a or only_b:
        _weigh_missing_trade(tally, a, b, core)
    else:
        _weigh_business(tally, a, b, core)
    if (core.left_a and only_b) or (core.left_b and only_a):
        tally.score += _UNKNOWN_WORD_RELIEF
    lone = core.bits < TELLING_CORE and not a.is_borrowed
    if lone and not agree:
        tally.add("core_common", _LONE_CORE)


def _weigh_missing_trade(tally: _Tally, a: Reading, b: Reading, core: CoreMatch) -> None:
    """Weigh a trade that only one name tells, by how much the rest says."""
    if core.bits >= RARE_CORE:
        price = _TRADE_MISSING
    elif core.bits >= TELLING_CORE:
        price = _TRADE_MISSING_COMMON
    else:
        price = _TRADE_MISSING_LONE
    tally.add("trade_missing", price)
    silent = a if not a.trades else b
    other = b if silent is a else a
    says_other = (silent.generics - {"general", "production"}) - other.generics
    if says_other or (silent.modifiers and _unpaired(silent.modifiers, other.modifiers)[0]):
        tally.add("business_differs", _TRADE_AGAINST_BUSINESS)


def _weigh_business(tally: _Tally, a: Reading, b: Reading, core: CoreMatch) -> None:
    """Weigh names without a trade by their words of business."""
    only_a, only_b = _unpaired(a.modifiers, b.modifiers)
    if only_a and only_b:
        tally.add("business_differs", _MODIFIERS_DISAGREE)
        return
    ours, theirs = (reading.generics - {"general"} for reading in (a, b))
    if ours and theirs and not ours & theirs and core.bits < RARE_CORE:
        tally.add("business_differs", _BUSINESS_DISAGREES)


def _weigh_surroundings(tally: _Tally, a: Reading, b: Reading) -> None:
    _weigh_sets(
        tally,
        frozenset(a.numbers),
        frozenset(b.numbers),
        "number",
        _NUMBERS_DISAGREE,
        _NUMBER_MISSING,
    )
    _weigh_sets(tally, a.regions, b.regions, "region", _REGIONS_DISAGREE, _REGION_MISSING)
    _weigh_sets(tally, a.places, b.places, "place", _PLACES_DISAGREE, _PLACE_MISSING)
    _weigh_sets(tally, a.countries, b.countries, "country", _COUNTRIES_DISAGREE, 0)
    if a.branches != b.branches:
        both = bool(a.branches and b.branches)
        tally.add("branch_differs", _BRANCHES_DIFFER if both else _BRANCH_MISSING)
    _weigh_legal(tally, a.legal, b.legal)


def _weigh_sets(
    tally: _Tally,
    a: frozenset[int] | frozenset[str],
    b: frozenset[int] | frozenset[str],
    what: str,
    disagree: int,
    missing: int,
) -> None:
    if a == b:
        return
    if not a or not b:
        if missing:
            tally.add(f"{what}_missing", missing)
    elif not set(a) & set(b) or what == "number":
        tally.add(f"{_PLURALS.get(what, what + 's')}_disagree", disagree)


def _weigh_legal(tally: _Tally, a: frozenset[str], b: frozenset[str]) -> None:
    forms = [frozenset(name for name, ids in _FORMS if legal & ids) for legal in (a, b)]
    if forms[0] and forms[1] and not forms[0] & forms[1]:
        tally.add("legal_form_differs", _LEGAL_DIFFERS)
    if bool(a & _GROUPS) != bool(b & _GROUPS) and any(
        code == "trade_missing" for _, code in tally.codes
    ):
        tally.add("group_or_member", _GROUP_MISSING)


_FORMS = (
    ("stock", _STOCK),
    ("limited", _LIMITED),
    ("other", _OTHER_FORMS),
)
