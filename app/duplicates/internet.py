"""A company's own domain, from its website and the addresses of its mailboxes."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")

_SECOND_LEVEL = frozenset(
    [
        "ac",
        "biz",
        "co",
        "com",
        "edu",
        "go",
        "gob",
        "gouv",
        "gov",
        "gr",
        "id",
        "in",
        "info",
        "ltd",
        "ne",
        "net",
        "nom",
        "or",
        "org",
        "plc",
        "pro",
    ]
)
"""Labels below a country's domain that belong to no company ("com.vn", "co.jp", "or.kr")."""

_COUNTRY_LETTERS = 2

_SHARED = frozenset(
    {
        # mailboxes
        "126.com",
        "163.com",
        "aol.com",
        "daum.net",
        "fpt.vn",
        "gmail.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hanmail.net",
        "hotmail.com",
        "icloud.com",
        "live.com",
        "mail.com",
        "mail.ru",
        "msn.com",
        "naver.com",
        "outlook.com",
        "outlook.com.vn",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "rocketmail.com",
        "sina.com",
        "viettel.vn",
        "vnn.vn",
        "yahoo.co.jp",
        "yahoo.com",
        "yahoo.com.vn",
        "yandex.com",
        "yandex.ru",
        "ymail.com",
        "zoho.com",
        # pages and shops on somebody else's domain
        "alibaba.com",
        "blogspot.com",
        "facebook.com",
        "fb.com",
        "google.com",
        "linkedin.com",
        "linktr.ee",
        "made-in-china.com",
        "shopee.vn",
        "trangvangtructuyen.vn",
        "trangvangvietnam.com",
        "weebly.com",
        "wixsite.com",
        "wordpress.com",
        "yellowpages.vn",
        "yellowpagesvn.com",
        "youtube.com",
        "zalo.me",
    }
)
"""Domains that many companies use without owning them."""


def own_domains(websites: Iterable[str | None], emails: Iterable[str | None]) -> frozenset[str]:
    """Return the registered domains that belong to a company.

    Those of mail providers, social networks and directories are left out.
    """
    hosts = [_host_of(website) for website in websites if website]
    hosts += [email.rpartition("@")[2].strip().lower() for email in emails if email]
    found = {_registered(host) for host in hosts if _HOST.fullmatch(host)}
    return frozenset(found - _SHARED)


def _host_of(website: str) -> str:
    text = website.strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname
    except ValueError:
        return ""
    return (host or "").rstrip(".")


def _registered(host: str) -> str:
    """Cut a host name down to what was registered: its last two labels, or three."""
    labels = host.split(".")
    is_below_country = len(labels[-1]) == _COUNTRY_LETTERS and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if is_below_country else labels[-2:])
