"""Random demands and suppliers as content: JSON that import rows are made of."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from stdnum.vn import mst

from app.reference import load_reference
from app.reference.units import load_units

_AWKWARD = [
    "none",
    "-",
    "–",
    "Không có",
    "NO",
    "a;b",
    "a；b",
    "a | b",
    "|",
    ";",
    "\\",
    "\\none",
    "C:\\x\\;y",
    "=1+1",
    "'=1+1",
    "''@x",
    "+84 28",
    "@x",
    "-5",
    "1.000",
    "2027-03-01",
    "True",
    "hai\ndòng",
    'dấu "ngoặc"',
    "số 12, cấp 01/02/2024",
    "ISO 9001 (2027-03-01)",
    "_x0041_",
    "Bình Dương",
]
_CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cf"))
_DAYS = st.dates(date(1990, 1, 1), date(2150, 12, 31)).map(date.isoformat)


def texts(longest: int = 60) -> st.SearchStrategy[str]:
    """Give texts as they are stored: trimmed, not empty."""
    words = st.text(st.one_of(_CHARACTERS, st.sampled_from(";|\\ ,-'=")), min_size=1, max_size=30)
    return (
        st.one_of(st.sampled_from(_AWKWARD), words)
        .map(lambda text: text.strip()[:longest].strip())
        .filter(bool)
    )


def lists(values: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[list[str]]:
    return st.lists(values or texts(), max_size=3)


def amounts() -> st.SearchStrategy[str]:
    return st.decimals(Decimal("0.001"), Decimal(10**9), places=3).map(
        lambda value: f"{value.normalize():f}"
    )


def some(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def _quantities() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(
        {"value": amounts(), "unit": st.sampled_from(sorted(load_units()))}
    )


@st.composite
def places(draw: st.DrawFn) -> dict[str, Any]:
    """Give a place: no province, one of today, or one of before with its successor."""
    known = load_reference().places
    province, legacy = draw(
        st.sampled_from(
            [
                (None, None),
                *((code, None) for code in known.current),
                *((unit.successor_code, unit.code) for unit in known.legacy.values()),
            ]
        )
    )
    point = draw(some(st.tuples(st.floats(-90, 90), st.floats(-180, 180))))
    latitude, longitude = point or (None, None)
    address = draw(some(st.sampled_from(["VSIP I, Thuận An, Bình Dương", "Thủ Đức"]) | texts()))
    return {
        "address": address,
        "province": province,
        "legacy_province": legacy,
        "latitude": latitude,
        "longitude": longitude,
    }


@st.composite
def _sites(draw: st.DrawFn) -> dict[str, Any]:
    named = {"name": draw(some(texts())), "industrial_park": draw(some(texts()))}
    return {**named, **draw(places())}


def _categories() -> st.SearchStrategy[str]:
    return st.sampled_from([entry.code for entry in load_reference().categories])


def _certifications() -> st.SearchStrategy[str]:
    return st.sampled_from([entry.code for entry in load_reference().certifications])


@st.composite
def _capabilities(draw: st.DrawFn) -> dict[str, Any]:
    category = draw(some(_categories()))
    return {
        "category": category,
        "text": draw(texts() if category is None else texts() | st.just("")),
        "materials": draw(lists()),
        "processes": draw(lists()),
        "machines": draw(lists()),
        "tolerance": draw(some(texts())),
        "monthly_capacity": draw(some(_quantities())),
        "moq": draw(some(_quantities())),
        "lead_time_days": draw(some(st.integers(0, 3650))),
    }


@st.composite
def _certificates(draw: st.DrawFn) -> dict[str, Any]:
    dates = sorted(draw(st.lists(_DAYS, min_size=2, max_size=2)))
    verified = draw(some(st.tuples(texts(), _DAYS))) or (None, None)
    code = draw(_certifications())
    return {
        "code": code,
        "as_written": draw(some(st.just(code) | st.just("ISO 9001:2015") | texts())),
        "number": draw(some(texts())),
        "issuer": draw(some(texts())),
        "issued_on": draw(some(st.just(dates[0]))),
        "expires_on": draw(some(st.just(dates[1]))),
        "verified_by": verified[0],
        "verified_on": verified[1],
    }


@st.composite
def _contacts(draw: st.DrawFn) -> dict[str, Any]:
    phones = st.from_regex(r"[0-9+() .-]{4,20}[0-9]{2}", fullmatch=True).map(str.strip)
    person = {
        "name": draw(some(texts())),
        "position": draw(some(texts())),
        "email": draw(some(st.just("a.b@vi-du.example"))),
        "phone": draw(some(phones.filter(lambda text: len(text) >= 6))),
    }
    if not (person["name"] or person["email"] or person["phone"]):
        person["name"] = "Nguyễn Văn Ví Dụ"
    return person


def _tax_codes() -> st.SearchStrategy[str]:
    bodies = st.integers(100_000_000, 999_999_999).map(lambda number: f"0{number}"[:9])
    return bodies.map(lambda body: body + mst.calc_check_digit(body)).filter(mst.is_valid)


@st.composite
def suppliers(draw: st.DrawFn) -> dict[str, Any]:
    """Give a supplier with any number of sites, capabilities, certificates and contacts."""
    origins = st.sampled_from(["declared", "imported", "synthetic"])
    country = draw(st.sampled_from(["VN", "JP"]))
    certificates = draw(st.lists(_certificates(), max_size=3))
    organization = {
        "name": draw(texts()),
        "name_en": draw(some(texts())),
        "tax_code": draw(some(_tax_codes())),
        "country": country,
        "foreign_registration_number": "123" if country != "VN" else draw(some(texts())),
        "is_buyer": draw(st.booleans()),
        "is_supplier": True,
        "website": draw(some(st.just("https://vi-du.example/a;b|c"))),
        "address": draw(some(texts())),
        "data_origin": draw(origins),
    }
    profile = {
        "external_id": draw(some(texts())),
        "is_active": draw(st.booleans()),
        "description": draw(texts() | st.just("")),
        "employees": draw(some(st.integers(0, 10_000_000))),
        "founded_year": draw(some(st.integers(1800, 2200))),
        "languages": draw(lists()),
        "export_markets": draw(lists()),
        "fdi_customers": draw(lists()),
        "badges": draw(lists()),
        "sites": draw(st.lists(_sites(), max_size=3)),
        "capabilities": draw(st.lists(_capabilities(), max_size=3)),
        "certifications": certificates,
        "certifications_complete": draw(st.booleans()),
        "data_origin": draw(origins),
        "notes": draw(texts() | st.just("")),
    }
    contacts = draw(st.lists(_contacts(), max_size=3))
    return {"organization": organization, "profile": profile, "contacts": contacts}


@st.composite
def demands(draw: st.DrawFn) -> dict[str, Any]:
    """Give a demand of any status, also one whose day has passed."""
    quantity = draw(some(amounts()))
    delivery = draw(some(places()))
    measurable = delivery is not None and (
        delivery["province"] is not None or delivery["latitude"] is not None
    )
    certifications = draw(st.lists(_certifications(), unique=True, max_size=4))
    known = load_reference().places
    keys = [f"current:{code}" for code in known.current]
    keys += [f"legacy:{code}" for code in known.legacy]
    periods = ["once", "day", "week", "month", "quarter", "year"]
    return {
        "external_id": draw(some(texts())),
        "name": draw(texts()),
        "name_en": draw(some(texts())),
        "specification": draw(texts() | st.just("")),
        "categories": draw(st.lists(_categories(), unique=True, max_size=3)),
        "materials": draw(lists()),
        "drawing_refs": draw(lists()),
        "standard_refs": draw(lists()),
        "approvals": draw(lists()),
        "quantity": quantity,
        "unit": None if quantity is None else draw(st.sampled_from(sorted(load_units()))),
        "period": None if quantity is None else draw(some(st.sampled_from(periods))),
        "required_certifications": certifications[:2],
        "preferred_certifications": certifications[2:],
        "delivery": delivery,
        "allowed_places": draw(st.lists(st.sampled_from(keys), unique=True, max_size=4)),
        "max_distance_km": draw(some(st.integers(1, 5000))) if measurable else None,
        "needed_by": draw(some(_DAYS)),
        "buyer_hidden": draw(st.booleans()),
        "notes": draw(texts() | st.just("")),
        "status": draw(st.sampled_from(["draft", "open", "closed", "awarded", "cancelled"])),
    }
