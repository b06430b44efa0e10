"""One demand after another, each from its own stream of chance, gathered in lists by buyer."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from app.demo.buyers import Buyer, load_buyers, make_buyer
from app.demo.draws import Draws, Weighted
from app.demo.grammar import Lang
from app.demo.illustrative import make_illustrative_list
from app.demo.places import draw_address, draw_point, get_locality
from app.demo.records import DemoDelivery, DemoDemand, DemoDemandList, Period, Status
from app.demo.trades import Trade, load_clusters, load_trades
from app.demo.wording import draw_drawings, load_requests, word_request
from app.reference import load_reference

_STATUSES: Weighted[Status] = Weighted(
    [(86, "open"), (7, "draft"), (4, "closed"), (2, "awarded"), (1, "cancelled")]
)
_PERIODS: Weighted[Period] = Weighted([(62, "month"), (18, "year"), (10, "quarter"), (10, "once")])
_MONTHS: dict[Period, int] = {"month": 1, "year": 12, "quarter": 3, "once": 1}
_CATEGORY_COUNTS = Weighted([(73, 1), (11, 2), (16, 0)])
_DISTANCES = (30, 50, 60, 80, 100, 150, 200)
_UNCLASSIFIED_IF_VAGUE = 70


def make_demand_lists(seed: int, count: int, today: date) -> tuple[DemoDemandList, ...]:
    """Make demand lists of several buyers, the illustrative list first.

    Args:
        seed: Seed of the market.
        count: How many demands in all. The first of many are the same as the first of few.
        today: The day that dates are relative to.

    Returns:
        The lists that have demands.
    """
    illustrative = make_illustrative_list(count, today)
    listed: dict[tuple[int, int], list[DemoDemand]] = {
        (buyer.index, at): [] for buyer in load_buyers() for at in range(len(buyer.lists))
    }
    for index in range(len(illustrative.demands), count):
        draws = Draws(seed, "demand", index)
        buyer = draws.pick(load_buyers())
        demands = listed[buyer.index, draws.below(len(buyer.lists))]
        demands.append(_make_demand(draws, buyer, index, today))
    lists = (
        DemoDemandList(
            buyer=make_buyer(seed, buyer),
            external_id=f"DEMO-{buyer.key.upper()}-{at + 1}",
            name=name,
            note=f"{buyer.note}. {load_requests()['synthetic']}",
            demands=tuple(listed[buyer.index, at]),
        )
        for buyer in load_buyers()
        for at, name in enumerate(buyer.lists)
        if listed[buyer.index, at]
    )
    return (*((illustrative,) if illustrative.demands else ()), *lists)


def _make_demand(draws: Draws, buyer: Buyer, index: int, today: date) -> DemoDemand:
    trade = load_trades()[draws.weigh(buyer.wants)]
    lang: Lang = "vi" if draws.chance(buyer.vietnamese) else "en"
    wording = word_request(draws, trade, lang, buyer.sectors)
    amount = _draw_amount(draws, trade)
    required, preferred = _draw_certifications(draws, buyer, trade.code)
    delivery = _draw_delivery(draws, buyer)
    return DemoDemand(
        external_id=f"DEMO-D-{index + 1:05d}",
        status=draws.weigh(_STATUSES),
        name=wording.name,
        name_en=wording.name_en,
        specification=wording.specification,
        categories=_draw_categories(draws, trade.code, vague=wording.is_vague),
        materials=wording.materials,
        drawing_refs=draw_drawings(draws),
        standard_refs=_draw_standards(draws, trade),
        approvals=_draw_approvals(draws, buyer),
        quantity=amount[0],
        unit=amount[1],
        period=amount[2],
        required_certifications=required,
        preferred_certifications=preferred,
        delivery=delivery,
        allowed_places=_draw_allowed_places(draws, buyer),
        max_distance_km=draw_distance(draws) if delivery else None,
        needed_by=today + timedelta(days=draws.between(21, 420)) if draws.chance(40) else None,
        buyer_hidden=draws.chance(15),
        notes=load_requests()["synthetic"],
    )


def draw_distance(draws: Draws) -> int | None:
    """Draw the largest distance that is accepted; most set none."""
    return draws.pick(_DISTANCES) if draws.chance(14) else None


def _draw_categories(draws: Draws, code: str, *, vague: bool) -> tuple[str, ...]:
    count = draws.weigh(_CATEGORY_COUNTS)
    if count == 0 or (vague and draws.chance(_UNCLASSIFIED_IF_VAGUE)):
        return ()
    beside = _categories_beside()[code]
    return (code,) if count == 1 or not beside else (code, draws.pick(beside))


@cache
def _categories_beside() -> Mapping[str, Sequence[str]]:
    """Give for each category those that the same firms often have, so that both are asked."""
    return {
        code: tuple(
            dict.fromkeys(
                other
                for cluster in load_clusters().items
                for members in (cluster.core + tuple(code for code, _ in cluster.often),)
                if code in members
                for other in members
                if other != code and (code in cluster.core or other in cluster.core)
            )
        )
        for code in load_trades()
    }


def _draw_amount(
    draws: Draws, trade: Trade
) -> tuple[Decimal, str, Period] | tuple[None, None, None]:
    """Draw a quantity that a supplier of usual size can make."""
    if trade.unit is None or not draws.chance(47):
        return None, None, None
    period = draws.weigh(_PERIODS)
    monthly = trade.draw_amount(draws, 0, 62)
    return Decimal(monthly * _MONTHS[period]), trade.unit, period


def _draw_certifications(
    draws: Draws, buyer: Buyer, category: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Draw what must be held and what is welcome; nothing is both."""
    asked = [
        (weight, code)
        for code, weight in buyer.certificates.items()
        if _is_relevant(code, category)
    ]
    required: list[str] = []
    if asked and draws.chance(30):
        required = _draw_several(draws, asked, 2 if draws.chance(22) else 1)
    left = [pair for pair in asked if pair[1] not in required]
    preferred = _draw_several(draws, left, 1) if left and draws.chance(17) else []
    return tuple(required), tuple(preferred)


def _draw_several(draws: Draws, pairs: Sequence[tuple[int, str]], count: int) -> list[str]:
    weighted = Weighted(pairs)
    return list(dict.fromkeys(draws.weigh(weighted) for _ in range(count)))


def _is_relevant(certificate: str, category: str) -> bool:
    """Tell whether anybody would ask for the certificate for goods of the category."""
    categories = load_requests()["relevant"].get(certificate)
    return categories is None or category in categories or category.partition("-")[0] in categories


def _draw_standards(draws: Draws, trade: Trade) -> tuple[str, ...]:
    if not trade.standards or not draws.chance(28):
        return ()
    return (draws.pick(trade.standards).render(draws, "en"),)


def _draw_approvals(draws: Draws, buyer: Buyer) -> tuple[str, ...]:
    if not draws.chance(14):
        return ()
    fitting = [
        approval["text"]
        for approval in load_requests()["approvals"]
        if not approval["sectors"] or any(sector in approval["sectors"] for sector in buyer.sectors)
    ]
    return (draws.pick(fitting),)


def _draw_delivery(draws: Draws, buyer: Buyer) -> DemoDelivery | None:
    if not draws.chance(70):
        return None
    code = buyer.places[0] if draws.chance(70) else draws.pick(buyer.places)
    place = get_locality(code)
    park, district = draws.pick(place.parks)
    latitude, longitude = draw_point(draws, code) if draws.chance(12) else (None, None)
    return DemoDelivery(
        province=load_reference().places.legacy[code].successor_code,
        legacy_province=code,
        latitude=latitude,
        longitude=longitude,
        address=draw_address(draws, code, park, district) if draws.chance(35) else None,
    )


def _draw_allowed_places(draws: Draws, buyer: Buyer) -> tuple[str, ...]:
    """Draw the localities that a supplier may be in: the buyer's own and neighbours."""
    if not draws.chance(12):
        return ()
    home = buyer.places[0]
    if draws.chance(30):
        return (f"current:{load_reference().places.legacy[home].successor_code}",)
    around = next((codes for codes in load_requests()["neighbours"] if home in codes), [])
    others = draws.sample([code for code in around if code != home], draws.between(1, 3))
    return tuple(f"legacy:{code}" for code in (home, *others))
