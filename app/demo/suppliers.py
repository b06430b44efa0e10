"""One supplier after another, each from its own stream of chance."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypedDict, cast

from app.demo.capabilities import Scale, draw_capabilities, draw_categories
from app.demo.certificates import draw_certificates
from app.demo.data_files import read_data
from app.demo.draws import Draws, Weighted
from app.demo.grammar import Lang
from app.demo.names import CompanyName, NameRegister
from app.demo.people import draw_supplier_contacts
from app.demo.places import Locality, draw_locality, draw_site, get_locality, place_name
from app.demo.records import DemoCertification, DemoOrganization, DemoSite, DemoSupplier
from app.demo.tax_codes import supplier_tax_code
from app.demo.texts import Firm, tell_profile
from app.demo.trades import Cluster, load_clusters, load_trades

_HIDES_CERTIFICATES = 14
_NO_SITE = 1.5
_EARLIEST_FOUNDED = 1989
_SHARED_MAIL = 18


@dataclass(frozen=True, slots=True)
class _Size:
    """A size class: employees, what it allows, and the chances in percent that grow with it."""

    least: int
    most: int
    scale: Scale
    certificates: int
    second_site: int
    foreign_customers: int
    english: int


_SIZES = Weighted(
    [
        (25, _Size(6, 29, Scale(3, 0, 45), 45, 3, 12, 22)),
        (40, _Size(30, 99, Scale(4, 10, 65), 92, 9, 34, 48)),
        (25, _Size(100, 299, Scale(6, 30, 85), 138, 22, 58, 76)),
        (10, _Size(300, 1400, Scale(6, 50, 100), 165, 38, 75, 92)),
    ]
)
_ASIAN_LANGUAGES = (("ja", 13), ("zh", 12), ("ko", 9))
_MARKETS: Weighted[str] = Weighted(
    [
        (24, "JP"),
        (22, "US"),
        (12, "KR"),
        (9, "DE"),
        (7, "TW"),
        (6, "TH"),
        (5, "AU"),
        (4, "FR"),
        (4, "KH"),
        (3, "GB"),
        (2, "NL"),
        (2, "ID"),
    ]
)


class _SupplierPhrases(TypedDict):
    customers: dict[str, list[str]]
    badges: dict[str, list[str]]


def make_suppliers(seed: int, count: int, today: date) -> Iterator[DemoSupplier]:
    """Make suppliers one by one; the first of many are the same as the first of few.

    Args:
        seed: Seed of the market.
        count: How many.
        today: The day that dates are relative to.

    Yields:
        The suppliers in the order of their numbers.
    """
    names = NameRegister()
    for index in range(count):
        yield _make_supplier(Draws(seed, "supplier", index), index, today, names)


def _make_supplier(draws: Draws, index: int, today: date, names: NameRegister) -> DemoSupplier:
    cluster = draws.weigh(load_clusters())
    size = draws.weigh(_SIZES)
    home = draw_locality(draws, cluster.sectors[0])
    name = names.take(draws, cluster.trades)
    firm = _draw_firm(draws, name, size, cluster, home, today)
    categories = draw_categories(draws, cluster, size.scale)
    sites = _draw_sites(draws, home, size)
    held = draw_certificates(draws, today, firm.sectors, categories, size.certificates)
    certifications, complete = _as_listed(draws, held)
    customers = _draw_customers(draws, size, firm)
    return DemoSupplier(
        external_id=f"DEMO-S-{index + 1:05d}",
        organization=_organization(draws, index, name, sites),
        description=_describe(draws, cluster, firm),
        employees=firm.staff if draws.chance(88) else None,
        founded_year=firm.founded if draws.chance(85) else None,
        sites=sites,
        capabilities=draw_capabilities(draws, categories, firm, size.scale),
        certifications=certifications,
        certifications_complete=complete,
        languages=_draw_languages(draws, size, customers),
        export_markets=_draw_markets(draws, size),
        fdi_customers=customers,
        badges=_draw_badges(draws, home),
    )


@cache
def _load_phrases() -> _SupplierPhrases:
    return cast("_SupplierPhrases", read_data("phrases"))


def _draw_firm(
    draws: Draws, name: CompanyName, size: _Size, cluster: Cluster, home: Locality, today: date
) -> Firm:
    staff = draws.between(size.least, size.most)
    if draws.chance(60):
        staff = max(staff - staff % (5 if staff < 100 else 10), size.least)  # noqa: PLR2004
    founded = draws.between(_EARLIEST_FOUNDED, today.year - 1)
    if founded < 2005 and draws.chance(55):  # noqa: PLR2004 - most firms are younger
        founded = draws.between(2005, today.year - 1)
    return Firm(
        short=name.short,
        place=place_name(draws, home.code),
        founded=founded,
        years=today.year - founded,
        staff=staff,
        area=draws.between(8, 40) * max(staff // 10, 1) * 10,
        sectors=tuple(draws.sample(cluster.sectors, draws.between(1, 3))),
    )


def _draw_sites(draws: Draws, home: Locality, size: _Size) -> tuple[DemoSite, ...]:
    if draws.chance(_NO_SITE):
        return ()
    if not draws.chance(size.second_site):
        return (draw_site(draws, home),)
    further = [_draw_further(draws, home)]
    if draws.chance(20):
        further.append(_draw_further(draws, home))
    return (
        draw_site(draws, home, "Nhà máy 1"),
        *(draw_site(draws, place, f"Nhà máy {at}") for at, place in enumerate(further, start=2)),
    )


def _draw_further(draws: Draws, home: Locality) -> Locality:
    """Draw where the next factory stands: mostly nearby, else anywhere."""
    if draws.chance(45):
        return home
    other = draw_locality(draws)
    same_side = (other.code < "42") == (home.code < "42")
    return other if same_side else get_locality(home.code)


def _organization(
    draws: Draws, index: int, name: CompanyName, sites: tuple[DemoSite, ...]
) -> DemoOrganization:
    shared = draws.chance(_SHARED_MAIL)
    domain = f"{name.domain}.example"
    return DemoOrganization(
        name=name.name,
        name_en=name.name_en if draws.chance(64) else None,
        tax_code=supplier_tax_code(index),
        country="VN",
        foreign_registration_number=None,
        is_buyer=False,
        is_supplier=True,
        website=f"https://www.{domain}" if not shared and draws.chance(70) else None,
        address=sites[0].address if sites else None,
        contacts=draw_supplier_contacts(draws, None if shared else domain),
    )


def _describe(draws: Draws, cluster: Cluster, firm: Firm) -> str:
    """Describe the firm in Vietnamese, less often in English, sometimes not at all."""
    if draws.chance(16):
        return ""
    lang: Lang = "en" if draws.chance(20) else "vi"
    activity = draws.pick(load_trades()[cluster.core[0]].processes)
    return tell_profile(draws, lang, activity.render(draws, lang), firm)


def _as_listed(
    draws: Draws, held: tuple[DemoCertification, ...]
) -> tuple[tuple[DemoCertification, ...], bool]:
    """Decide what of it the profile lists, and whether that is known to be all."""
    if draws.chance(_HIDES_CERTIFICATES):
        return (), False
    return held, draws.chance(72 if held else 30)


def _draw_customers(draws: Draws, size: _Size, firm: Firm) -> tuple[str, ...]:
    """Draw kinds of foreign customers, of the industries that the firm serves."""
    if not draws.chance(size.foreign_customers):
        return ()
    kinds = _load_phrases()["customers"]
    fitting = [kind for sector in firm.sectors for kind in kinds.get(sector, [])]
    return tuple(draws.sample([*fitting, *kinds["any"][: len(fitting) or 2]], draws.between(1, 3)))


def _draw_languages(draws: Draws, size: _Size, customers: tuple[str, ...]) -> tuple[str, ...]:
    languages = ["vi"]
    if draws.chance(size.english):
        languages.append("en")
    factor = size.english / 50 * (1.6 if customers else 0.7)
    languages += [code for code, percent in _ASIAN_LANGUAGES if draws.chance(percent * factor)]
    return tuple(languages)


def _draw_markets(draws: Draws, size: _Size) -> tuple[str, ...]:
    if not draws.chance(size.foreign_customers * 0.8):
        return ()
    drawn = [draws.weigh(_MARKETS) for _ in range(draws.between(1, 4))]
    return tuple(dict.fromkeys(drawn))


def _draw_badges(draws: Draws, home: Locality) -> tuple[str, ...]:
    """Draw support programmes passed; some are open only to firms of one locality."""
    if not draws.chance(11):
        return ()
    badges = _load_phrases()["badges"]
    return (draws.pick([*badges["anywhere"], *badges.get(home.code, [])]),)
