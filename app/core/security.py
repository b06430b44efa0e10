"""API keys: making, splitting and checking them."""

import hashlib
import hmac
import secrets
from typing import NamedTuple

TOKEN_PREFIX = "kn"  # noqa: S105 - a marker that secret scanners can look for, not a secret
KEY_ID_BYTES = 8
SECRET_BYTES = 32


class NewToken(NamedTuple):
    """A fresh API key: what is looked up, what is stored, what is shown once."""

    lookup: str
    digest: str
    token: str


def make_token() -> NewToken:
    """Make an API key with 256 random bits.

    The secret is random and long, so a plain SHA-256 is enough to store it; slow password
    hashes guard guessable secrets and would cost every request.
    """
    lookup = secrets.token_hex(KEY_ID_BYTES)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    return NewToken(lookup, digest_of(secret), f"{TOKEN_PREFIX}_{lookup}_{secret}")


def digest_of(secret: str) -> str:
    """Return the hexadecimal SHA-256 of a secret, as it is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


def split_token(token: str) -> tuple[str, str] | None:
    """Split a token into its look-up part and its secret; None when it has another form."""
    prefix, _, rest = token.partition("_")
    lookup, _, secret = rest.partition("_")
    if prefix != TOKEN_PREFIX or not lookup or not secret:
        return None
    return lookup, secret


def is_secret(secret: str, digest: str) -> bool:
    """Compare a secret with a stored digest in constant time."""
    return hmac.compare_digest(digest_of(secret), digest)
