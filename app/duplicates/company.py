"""What is known of a company that tells it from others."""

from collections.abc import Hashable
from dataclasses import dataclass

from app.duplicates.addresses import Address, read_address
from app.duplicates.internet import own_domains
from app.duplicates.phones import read_phones

HEAD_LENGTH = 10
"""Digits of a tax code that name the company; three more name a branch of it."""


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """What a list, a form or the register says of one company.

    Attributes:
        key: Names the company among those asked about.
        names: Its names in any language, former ones too; blank ones are left out.
        tax_code: A valid Vietnamese tax code, as bare digits.
        address: Where it is.
        website: Its website.
        phones: Its telephone numbers as they were written.
        emails: Its mailboxes.
        country: Country of registration, ISO 3166-1 alpha-2.
        foreign_registration_number: Its number in that country's register.
        organization_id: The organization that this is, where it is registered: it is no candidate
            itself, and what was decided about it counts.
        other_addresses: Addresses of its factories.
    """

    key: Hashable
    names: tuple[str, ...]
    tax_code: str | None = None
    address: str | None = None
    website: str | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    country: str = "VN"
    foreign_registration_number: str | None = None
    organization_id: str | None = None
    other_addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Company:
    """The same, read and ready to be compared.

    Attributes:
        names: Names that say something.
        tax_code: Its tax code.
        country: Country of registration.
        registration: Country and folded number of a foreign register.
        addresses: Its addresses, the registered one first.
        domains: Domains of its own.
        phones: Numbers in the international form.
    """

    names: tuple[str, ...]
    tax_code: str | None
    country: str
    registration: tuple[str, str] | None
    addresses: tuple[Address, ...]
    domains: frozenset[str]
    phones: frozenset[str]

    @property
    def head(self) -> str | None:
        """The part of the tax code that its branches share."""
        return None if self.tax_code is None else self.tax_code[:HEAD_LENGTH]


def read_company(facts: CompanyFacts) -> Company:
    """Read what is known of a company."""
    written = (facts.address, *facts.other_addresses)
    number = facts.foreign_registration_number
    return Company(
        names=tuple(dict.fromkeys(name for name in facts.names if name and name.strip())),
        tax_code=facts.tax_code,
        country=facts.country,
        registration=(facts.country, _bare(number)) if number and _bare(number) else None,
        addresses=tuple(read_address(text) for text in dict.fromkeys(written) if text),
        domains=own_domains([facts.website], facts.emails),
        phones=read_phones(facts.phones, facts.country),
    )


def _bare(number: str) -> str:
    """Leave out what is written now with and now without: spaces, dots, dashes, case."""
    return "".join(sign for sign in number.casefold() if sign.isalnum())
