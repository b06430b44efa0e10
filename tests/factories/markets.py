"""Small markets drawn at random, the same at every run, with pairs in every tier."""

from datetime import timedelta
from random import Random

from app.core.clock import today_in_vietnam
from tests.factories.client import Client, Json
from tests.factories.demands import demand_body, make_demand
from tests.factories.organizations import make_buyer
from tests.factories.suppliers import make_supplier

SUPPLIERS = 9
DEMANDS = 7

_TRADES = ["PLA-INJ", "TOO-PLM", "PLA", "MAC-CNC"]
_TEXTS = ["Ép phun vỏ máy ABS", "Khuôn ép nhựa", "Gia công CNC inox", "plastic parts"]
_ITEMS = ["Vỏ máy khoan ABS", "Khuôn ép vỏ máy", "Trục inox SUS304"]
_STANDARDS = ["ISO-9001", "ISO 9001:2008", "IATF-16949", "ISO-14001"]
_PROVINCES = ["79", "74", "75", "01", "48"]


class Draws:
    """Draws suppliers and demands.

    Args:
        seed: The same seed gives the same market.
    """

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - a test, not a secret

    def some(self, values: list[str]) -> list[str]:
        """Draw up to two of some values."""
        return self.random.sample(values, self.random.randint(0, 2))

    def supplier(self) -> Json:
        """Draw a profile, of which much may be unknown."""
        return {
            "sites": [{"legacy_province": code} for code in self.some(_PROVINCES)],
            "capabilities": [self._capability() for _ in range(self.random.randint(1, 2))],
            "certifications": self.random.choice([None, *[self._certificates()] * 3]),
        }

    def demand(self) -> Json:
        """Draw an open demand with constraints of every kind."""
        monthly = {
            "quantity": self.random.randint(1, 30) * 1000,
            "unit": "pcs",
            "period": "month",
        }
        late = str(today_in_vietnam() + timedelta(180))
        return demand_body(
            name=self.random.choice(_ITEMS),
            specification=self.random.choice(["", *_TEXTS]),
            categories=self.some(_TRADES),
            required_certifications=self.random.choice(
                [[], ["ISO-9001"], ["ISO-9001", "ISO-14001"]]
            ),
            delivery={"legacy_province": self.random.choice(_PROVINCES)},
            max_distance_km=self.random.choice([None, 40, 900]),
            allowed_places=self.random.choice([[], ["current:79"], ["legacy:74", "current:01"]]),
            needed_by=self.random.choice([None, late]),
            **self.random.choice([{}, monthly]),
        )

    def _capability(self) -> Json:
        capacity = {"value": self.random.randint(1, 40) * 1000, "unit": "pcs"}
        return {
            "category": self.random.choice([None, *_TRADES]),
            "text": self.random.choice(_TEXTS),
            "materials": self.some(["ABS", "PC", "SUS304"]),
            "monthly_capacity": self.random.choice([None, capacity]),
        }

    def _certificates(self) -> list[Json]:
        today = today_in_vietnam()
        days = [None, str(today - timedelta(3)), str(today + timedelta(90)), "2199-01-01"]
        return [
            {"code": code, "expires_on": self.random.choice(days)} for code in self.some(_STANDARDS)
        ]


def make_market(centre: Client, seed: int) -> tuple[list[Json], list[tuple[Json, Json]]]:
    """Make suppliers and demands.

    Returns:
        The profiles; and of each demand what was asked and what was stored.
    """
    draws = Draws(seed)
    suppliers = [make_supplier(centre, **draws.supplier()) for _ in range(SUPPLIERS)]
    buyer = make_buyer(centre)["id"]
    asked = [draws.demand() for _ in range(DEMANDS)]
    return suppliers, [(body, make_demand(centre, buyer, **body)) for body in asked]
