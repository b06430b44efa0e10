"""A stock in which some companies stand twice, the second time as another hand wrote them.

The slips are drawn here on their own and know nothing of how names are read: letters swapped or
lost, marks and capitals gone, habitual short forms, words left out, the English name alone, a
letterhead copied in another order, numbers of contacts grouped otherwise.
"""

import re
import unicodedata
from dataclasses import replace
from datetime import date
from random import Random

from app.demo.market import generate_market
from app.demo.records import DemoSupplier
from app.duplicates.company import CompanyFacts

TODAY = date(2026, 11, 22)
WITHOUT_TAX_CODE = 0.3
"""Share of the companies of which no list tells the tax code, so that it proves nothing."""

_SHORT = {
    "Công ty": ["Cty", "CTY", "C.ty", "Cong ty"],
    "Trách nhiệm hữu hạn": ["TNHH"],
    "Cổ phần": ["CP"],
    "Một thành viên": ["MTV"],
    "Sản xuất": ["SX", "S.X"],
    "Thương mại": ["TM", "T.M"],
    "Dịch vụ": ["DV"],
    "Xuất nhập khẩu": ["XNK"],
    "Cơ khí": ["CK"],
    "Kỹ thuật": ["KT", "Kĩ thuật"],
    "Việt Nam": ["VN", "Vietnam", "VIET NAM"],
    "Công nghiệp": ["CN"],
    "Đầu tư": ["ĐT"],
}
_LEGAL = re.compile(r"^(?:công ty|cty)\s+(?:tnhh|cp|cổ phần|mtv|\s)*", re.IGNORECASE)
_ENGLISH_ENDS = ["Co., Ltd", "Co.,Ltd.", "Company Limited", "CO LTD", ""]
_ENGLISH_END = re.compile(
    r"(?:,?\s*(?:One Member|Joint Stock|Co\.?|Company|Ltd\.?|Limited|JSC|Corp\.?|Inc\.?),?)+$"
)


def demo_facts(count: int, random: Random) -> list[CompanyFacts]:
    """Return companies of the demo market, some without their tax code."""
    market = generate_market(today=TODAY, suppliers=count, demands=0)
    found = []
    for number, supplier in enumerate(market.suppliers):
        facts = _facts(f"org_{number:06d}", supplier)
        if random.random() < WITHOUT_TAX_CODE:
            facts = replace(facts, tax_code=None)
        found.append(facts)
    return found


def second_hand(facts: CompanyFacts, key: str, random: Random) -> CompanyFacts:
    """Write a company down once more, as another hand does; without its tax code."""
    name = _rewrite(facts.names, random)
    phones = [_regroup(phone, random) for phone in facts.phones]
    return CompanyFacts(
        key=key,
        organization_id=key,
        names=(name,),
        country=facts.country,
        address=_maybe(_retyped(facts.address, random), 0.5, random),
        website=_maybe(facts.website, 0.35, random),
        phones=tuple(phone for phone in phones if random.random() < 0.35),
        emails=tuple(email for email in facts.emails if random.random() < 0.35),
    )


def _facts(key: str, supplier: DemoSupplier) -> CompanyFacts:
    company = supplier.organization
    return CompanyFacts(
        key=key,
        organization_id=key,
        names=tuple(name for name in (company.name, company.name_en) if name),
        tax_code=company.tax_code,
        address=company.address,
        website=company.website,
        phones=tuple(contact.phone for contact in company.contacts if contact.phone),
        emails=tuple(contact.email for contact in company.contacts if contact.email),
        country=company.country,
        foreign_registration_number=company.foreign_registration_number,
        other_addresses=tuple(site.address for site in supplier.sites if site.address),
    )


def _rewrite(names: tuple[str, ...], random: Random) -> str:
    if len(names) > 1 and random.random() < 0.3:
        return _english(names[1], random)
    name = _shorten(names[0], random)
    if random.random() < 0.2:
        name = _LEGAL.sub("", name) or name
    if random.random() < 0.15:
        name = re.sub(r"\s+(?:việt nam|vn|vietnam)$", "", name, flags=re.IGNORECASE)
    if random.random() < 0.4:
        name = _plain(name)
    if random.random() < 0.25:
        name = name.upper()
    if random.random() < 0.3:
        name = _slip(name, random)
    return f"  {name} " if random.random() < 0.1 else name


def _shorten(name: str, random: Random) -> str:
    for long, shorts in _SHORT.items():
        if random.random() < 0.5:
            name = re.sub(long, random.choice(shorts), name, flags=re.IGNORECASE)
    return name


def _english(name: str, random: Random) -> str:
    name = f"{_ENGLISH_END.sub('', name)} {random.choice(_ENGLISH_ENDS)}".strip()
    return _slip(name, random) if random.random() < 0.2 else name


def _slip(text: str, random: Random) -> str:
    """Swap two letters of a longer word, lose one or double one."""
    words = list(re.finditer(r"\w{4,}", text))
    if not words:
        return text
    word = random.choice(words)
    at = random.randrange(word.start() + 1, word.end() - 1)
    kind = random.randrange(3)
    if kind == 0:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + (text[at] * 2 if kind == 1 else "") + text[at + 1 :]


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in parts if unicodedata.category(sign) != "Mn")


def _retyped(address: str | None, random: Random) -> str | None:
    return _plain(address) if address and random.random() < 0.4 else address


def _regroup(phone: str, random: Random) -> str:
    digits = re.sub(r"\D", "", phone).removeprefix("84").removeprefix("0")
    start = random.choice(["0", "+84 ", "(84) "])
    return f"{start}{digits[:3]}{random.choice([' ', '.', ''])}{digits[3:]}"


def _maybe(value: str | None, share: float, random: Random) -> str | None:
    return value if random.random() < share else None
