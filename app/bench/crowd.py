"""A crowd of suppliers for an index of a country's size.

The stored market is made text by text, which takes milliseconds a supplier. Here suppliers of
that market are donors instead: each new one has the trade and most of the words of one donor,
some of another of the same trade, words of its own, and places, certificates and capacities drawn
anew. So the shares of everything that is compared stay those of the market, and its vocabulary
grows with its size, as that of real firms does.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from app.bench.crowd_words import WordMixer
from app.demo.draws import Draws
from app.demo.tax_codes import supplier_tax_code
from app.matching import Capability, HeldCertification, PreparedSupplier, Quantity, SupplierProfile
from app.matching.localities import Locality, locate
from app.matching.prepared import Holding
from app.matching.profiles import Site
from app.reading import Suggestion
from app.reference import Reference

CHUNK = 2_000
"""Suppliers that are in memory at once."""

_TWIN = 5
"""Percent that say just what a donor says: equal scores are common in real lists."""

_TWO_DONORS = 50
_KEEPS_CAPABILITY = 85
_JITTER_DEGREES = 0.06
_MOST_SHIFTED_DAYS = 500
_FACTORS = tuple(map(Decimal, ("0.2", "0.5", "0.8", "1", "1.2", "1.5", "2", "5")))

Offer = tuple[PreparedSupplier, Capability]
"""A capability with the donor that it comes from."""


class Crowd:
    """Suppliers without end, each known by its number.

    Args:
        donors: Prepared suppliers of a market, at least one.
        seed: The same seed and donors give the same crowd.
        reference: The packaged reference data.

    Raises:
        ValueError: There is no donor.
    """

    def __init__(self, donors: Sequence[PreparedSupplier], seed: int, reference: Reference) -> None:
        if not donors:
            msg = "a crowd needs donors"
            raise ValueError(msg)
        self._donors = donors
        self._seed = seed
        self._reference = reference
        self._by_trade: dict[str, list[PreparedSupplier]] = defaultdict(list)
        for donor in donors:
            self._by_trade[_trade_of(donor)].append(donor)
        self._sites = [site for donor in donors for site in donor.profile.sites]
        self._words = WordMixer(donors)

    def chunks(self, count: int, start: int = 0) -> Iterator[list[PreparedSupplier]]:
        """Yield the suppliers from number `start` on, a few at a time."""
        for first in range(start, start + count, CHUNK):
            yield [self.make(at) for at in range(first, min(first + CHUNK, start + count))]

    def make(self, number: int, edition: int = 0) -> PreparedSupplier:
        """Make one supplier.

        Args:
            number: Its number, from 0; id and key depend on it alone.
            edition: Another edition is the same firm with another profile.
        """
        draws = Draws(self._seed, "crowd", number, edition)
        first = draws.pick(self._donors)
        if draws.chance(_TWIN):
            return self._twin(first, number)
        peers = self._by_trade[_trade_of(first)]
        second = draws.pick(peers) if draws.chance(_TWO_DONORS) else None
        certified = draws.pick(peers)
        offers = _draw_offers(draws, first, second)
        sites = self._draw_sites(draws, number)
        holdings = self._draw_holdings(draws, certified)
        profile = _profile_of(
            number,
            first.profile,
            sites=sites,
            capabilities=tuple(capability for _, capability in offers),
            certifications=tuple(holding.certificate for holding in holdings),
            complete=certified.profile.certifications_complete,
        )
        categories = {item.category for _, item in offers if item.category is not None}
        return PreparedSupplier(
            profile=profile,
            categories=tuple(sorted(categories & {*first.categories, *_categories_of(second)})),
            suggested=_suggested(offers),
            holdings=holdings,
            sites=tuple(self._locate(site) for site in sites),
            side=self._words.mix(draws, first.side, None if second is None else second.side),
        )

    @staticmethod
    def _twin(donor: PreparedSupplier, number: int) -> PreparedSupplier:
        source = donor.profile
        return PreparedSupplier(
            profile=_profile_of(
                number,
                source,
                sites=source.sites,
                capabilities=source.capabilities,
                certifications=source.certifications,
                complete=source.certifications_complete,
            ),
            categories=donor.categories,
            suggested=donor.suggested,
            holdings=donor.holdings,
            sites=donor.sites,
            side=donor.side,
        )

    def _draw_sites(self, draws: Draws, number: int) -> tuple[Site, ...]:
        """Draw as many sites as some donor has, each in the place of another donor's."""
        count = len(draws.pick(self._donors).profile.sites)
        sites = []
        for at in range(count):
            place = draws.pick(self._sites)
            latitude, longitude = place.latitude, place.longitude
            if latitude is not None and longitude is not None:
                latitude = round(latitude + draws.jitter(_JITTER_DEGREES), 5)
                longitude = round(longitude + draws.jitter(_JITTER_DEGREES), 5)
            site_id = f"sit_crowd{number:07d}{at}"
            sites.append(Site(site_id, place.province, place.legacy_province, latitude, longitude))
        return tuple(sites)

    def _locate(self, site: Site) -> Locality:
        return locate(site, self._reference.places)

    def _draw_holdings(self, draws: Draws, donor: PreparedSupplier) -> tuple[Holding, ...]:
        """Draw the certificates of a donor with other dates, but for editions that ended."""
        holdings = []
        for holding in donor.holdings:
            held = holding.certificate
            if held.expires_on is None or holding.last_day != held.expires_on:
                holdings.append(holding)
                continue
            moved = timedelta(draws.between(-_MOST_SHIFTED_DAYS, _MOST_SHIFTED_DAYS))
            expires_on = held.expires_on + moved
            certificate = HeldCertification(
                id=held.id,
                code=held.code,
                number=held.number,
                issued_on=_moved(held.issued_on, moved),
                expires_on=expires_on,
                verified=held.verified,
            )
            last_day = self._last_day(held.code, expires_on)
            holdings.append(Holding(certificate, last_day, holding.never_expires))
        return tuple(holdings)

    def _last_day(self, code: str, expires_on: date) -> date:
        withdrawn = self._reference.certifications[code].withdrawn_since
        return expires_on if withdrawn is None else min(expires_on, withdrawn - timedelta(1))


def _trade_of(donor: PreparedSupplier) -> str:
    return donor.categories[0] if donor.categories else ""


def _categories_of(donor: PreparedSupplier | None) -> tuple[str, ...]:
    return () if donor is None else donor.categories


def _draw_offers(
    draws: Draws, first: PreparedSupplier, second: PreparedSupplier | None
) -> list[Offer]:
    """Draw capabilities: most of the first donor's, and one of the second's."""
    offers = [
        (first, capability)
        for at, capability in enumerate(first.profile.capabilities)
        if at == 0 or draws.chance(_KEEPS_CAPABILITY)
    ]
    if second is not None and second.profile.capabilities:
        offers.append((second, draws.pick(second.profile.capabilities)))
    return [(donor, _with_capacity(draws, capability)) for donor, capability in offers]


def _with_capacity(draws: Draws, source: Capability) -> Capability:
    capacity = source.monthly_capacity
    if capacity is None:
        return source
    return Capability(
        id=source.id,
        category=source.category,
        text=source.text,
        materials=source.materials,
        processes=source.processes,
        machines=source.machines,
        tolerance=source.tolerance,
        monthly_capacity=Quantity(capacity.value * draws.pick(_FACTORS), capacity.unit),
        moq=source.moq,
        lead_time_days=source.lead_time_days,
        suggestions=source.suggestions,
    )


def _suggested(offers: Sequence[Offer]) -> tuple[Suggestion, ...]:
    """Return what the capabilities without category were read as, the surest of each leaf."""
    best: dict[str, Suggestion] = {}
    for donor, capability in offers:
        if capability.category is None:
            for suggestion in donor.suggested:
                held = best.get(suggestion.code)
                if held is None or held.confidence < suggestion.confidence:
                    best[suggestion.code] = suggestion
    return tuple(best[code] for code in sorted(best))


def _profile_of(
    number: int,
    source: SupplierProfile,
    *,
    sites: tuple[Site, ...],
    capabilities: tuple[Capability, ...],
    certifications: tuple[HeldCertification, ...],
    complete: bool,
) -> SupplierProfile:
    """Make a profile; its texts stay unread, because the prepared side says more than they."""
    return SupplierProfile(
        id=f"sup_crowd{number:016d}",
        key=supplier_tax_code(number),
        name=source.name,
        sites=sites,
        capabilities=capabilities,
        certifications=certifications,
        certifications_complete=complete,
        languages=source.languages,
        export_markets=source.export_markets,
        fdi_customers=source.fdi_customers,
        badges=source.badges,
    )


def _moved(day: date | None, by: timedelta) -> date | None:
    return None if day is None else day + by
