"""Demands and suppliers as hypothesis draws them: few codes, so that they often meet."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from app.matching import (
    Capability,
    DeliveryPlace,
    Demand,
    HeldCertification,
    Parameters,
    Quantity,
    ScoringProfile,
    Site,
    SupplierProfile,
    Weights,
    parameter_specs,
)
from app.matching.fixed_point import VALUE_ONE
from app.matching.scoring import _ORDERED as ORDERED
from tests.unit.matching.builders import TODAY

CATEGORIES = ("PLA", "PLA-INJ", "PLA-INJ2", "PLA-EXT", "TOO-PLM", "MET-SPR")
CERTIFICATES = ("ISO-9001", "IATF-16949", "VDA-6.1", "ISO-13485", "API-Q1", "ROHS", "OHSAS-18001")
LEGACY, CURRENT = ("79", "74", "80", "72", "01"), ("79", "80", "01")
PLACE_KEYS = tuple(f"legacy:{code}" for code in LEGACY) + tuple(f"current:{c}" for c in CURRENT)
PHRASES = (
    "ép phun nhựa",
    "ep nhua",
    "injection mould",
    "lò xo",
    "springs",
    "tủ điện",
    "tụ điện",
    "gearmotor",
    "gearmotr",
    "注塑加工",
    "công ty TNHH",
    "supply of parts",
    "SUS304",
    "200",
    "xylophone",
    "xylophnoe",
    "zyxwvutt bracket",
    "máy ép 250 tấn",
    "máy dập 80-160 tấn",
    "±0.02 mm",
)

SPECS = parameter_specs()

texts = st.lists(st.sampled_from(PHRASES), max_size=4).map(" ".join)
days = (st.sampled_from([-1, 0, 1, 30, 31]) | st.integers(-500, 900)).map(
    lambda number: TODAY + timedelta(days=number)
)
amounts = st.sampled_from(
    [Decimal(1), Decimal("0.5"), Decimal(300), Decimal(100_000), Decimal("1E+15")]
)
units = st.sampled_from(["pcs", "kpcs", "kg", "t", "axles"])
latitudes = st.none() | st.floats(8, 23, allow_nan=False)
longitudes = st.none() | st.floats(102, 109, allow_nan=False)

sites = st.builds(
    Site,
    id=st.uuids().map(str),
    province=st.none() | st.sampled_from(CURRENT),
    legacy_province=st.none() | st.sampled_from(LEGACY),
    latitude=latitudes,
    longitude=longitudes,
)
capabilities = st.builds(
    Capability,
    id=st.uuids().map(str),
    category=st.none() | st.sampled_from(CATEGORIES),
    text=texts,
    materials=st.lists(texts, max_size=2).map(tuple),
    monthly_capacity=st.none() | st.builds(Quantity, amounts, units),
)
certificates = st.builds(
    HeldCertification,
    id=st.uuids().map(str),
    code=st.sampled_from(CERTIFICATES),
    issued_on=st.none() | days,
    expires_on=st.none() | days,
    void_since=st.none() | days,
)
suppliers = st.builds(
    SupplierProfile,
    id=st.uuids().map(str),
    key=st.sampled_from(["1", "2"]),
    name=st.just("Supplier"),
    description=texts,
    sites=st.lists(sites, max_size=3).map(tuple),
    capabilities=st.lists(capabilities, max_size=3).map(tuple),
    certifications=st.lists(certificates, max_size=3).map(tuple),
    certifications_complete=st.booleans(),
)
deliveries = st.builds(
    DeliveryPlace,
    province=st.none() | st.sampled_from(CURRENT),
    legacy_province=st.sampled_from(LEGACY),
    latitude=latitudes,
    longitude=longitudes,
)


def subsets(codes: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(codes), max_size=2, unique=True).map(tuple)


@st.composite
def draw_demand(draw: st.DrawFn) -> Demand:
    delivery = draw(st.none() | deliveries)
    maximum = draw(st.none() | st.sampled_from([1, 50, 1_500])) if delivery else None
    return Demand(
        id=str(draw(st.uuids())),
        key=draw(st.sampled_from(["1", "2"])),
        name=draw(texts),
        name_en=draw(texts),
        specification=draw(texts),
        categories=draw(subsets(CATEGORIES)),
        quantity=draw(st.none() | amounts),
        unit=draw(st.none() | units),
        period=draw(st.none() | st.sampled_from(["once", "day", "month", "year"])),
        required_certifications=draw(subsets(CERTIFICATES)),
        preferred_certifications=draw(subsets(CERTIFICATES)),
        delivery=delivery,
        allowed_places=draw(subsets(PLACE_KEYS)),
        max_distance_km=maximum,
        needed_by=draw(st.none() | days),
    )


demands = draw_demand()
weights = st.builds(Weights, *[st.integers(0, 1_000)] * 5).filter(
    lambda drawn: drawn != Weights(0, 0, 0, 0, 0)
)
scorings = st.builds(
    ScoringProfile,
    weights=weights,
    parameters=st.builds(Parameters, category_confirm_from=st.integers(1, 10_000)),
)


@st.composite
def draw_parameters(draw: st.DrawFn) -> Parameters:
    """Draw every parameter within its bounds, and put those in order that have to be."""
    drawn = {spec.name: draw(st.integers(spec.minimum, spec.maximum)) for spec in SPECS}
    lapsed = "certification_lapsed_value"  # lies between two that are neither 0 nor 10,000
    drawn[lapsed] = min(max(drawn[lapsed], 1), VALUE_ONE - 1)
    for _ in SPECS:  # until no pair is out of order
        for lower, upper in ORDERED:
            drawn[lower], drawn[upper] = sorted((drawn[lower], drawn[upper]))
    return Parameters(**drawn)


any_scorings = st.builds(
    ScoringProfile,
    weights=weights | st.builds(Weights, *[st.sampled_from([0, 1, 10**30])] * 4, st.just(7)),
    parameters=draw_parameters(),
)
"""Scoring profiles with weights and parameters of every size that is allowed."""
