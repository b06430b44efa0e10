"""People to call, who do not exist.

Vietnam keeps no range of telephone numbers for fiction. The numbers here start with +84 40: area
code 4 was Hanoi's until 2017 and was not given out again, and no subscriber number in it began
with 0. They have the length of real numbers, so that they parse, but no operator holds them.
Mail addresses use the domains that RFC 2606 and RFC 6761 keep for examples.
"""

from collections.abc import Sequence
from functools import cache
from typing import TypedDict, cast

from app.demo.data_files import read_data
from app.demo.draws import Draws, Weighted
from app.demo.records import DemoContact
from app.demo.writing import slug

_MAILBOXES = ("info", "sales", "kinhdoanh", "contact", "office")


class _Given(TypedDict):
    middle: list[str]
    given: list[str]


class _PeopleData(TypedDict):
    family_names: str
    men: _Given
    women: _Given
    supplier_roles: list[str]
    buyer_roles: list[str]


def draw_supplier_contacts(draws: Draws, domain: str | None) -> tuple[DemoContact, ...]:
    """Draw the one or two people of a supplier.

    Args:
        draws: Source of chance.
        domain: The company's own domain; None where it has only a shared mail address.
    """
    roles = _load_people()["supplier_roles"]
    return _draw_contacts(draws, domain, roles, 2 if draws.chance(30) else 1)


def draw_buyer_contacts(draws: Draws, domain: str) -> tuple[DemoContact, ...]:
    """Draw the people of a buyer's purchasing department."""
    return _draw_contacts(draws, domain, _load_people()["buyer_roles"], draws.between(1, 2))


def draw_phone(draws: Draws) -> str:
    """Draw a telephone number that nobody has."""
    first, second = f"{draws.below(1000):03d}", f"{draws.below(10000):04d}"
    written = draws.pick(("040 {} {}", "040{}{}", "+84 40 {} {}", "(+84) 40 {} {}", "040.{}.{}"))
    return written.format(first, second)


@cache
def _load_people() -> _PeopleData:
    return cast("_PeopleData", read_data("names"))


@cache
def _load_families() -> Weighted[str]:
    words = _load_people()["family_names"].split()
    return Weighted(
        (int(weight), name) for weight, name in zip(words[::2], words[1::2], strict=True)
    )


def _draw_contacts(
    draws: Draws, domain: str | None, roles: Sequence[str], count: int
) -> tuple[DemoContact, ...]:
    return tuple(_draw_contact(draws, domain, role) for role in draws.sample(roles, count))


def _draw_contact(draws: Draws, domain: str | None, role: str) -> DemoContact:
    people = _load_people()
    given = people["men"] if draws.chance(58) else people["women"]
    family, middle, own = (
        draws.weigh(_load_families()),
        draws.pick(given["middle"]),
        draws.pick(given["given"]),
    )
    if domain is None:
        email = f"{slug(family + middle + own)}{draws.between(60, 99)}@example.com"
    elif draws.chance(45):
        email = f"{draws.pick(_MAILBOXES)}@{domain}"
    else:
        email = f"{slug(own)}.{slug(family)}@{domain}"
    return DemoContact(
        name=f"{family} {middle} {own}", position=role, email=email, phone=draw_phone(draws)
    )
