"""ETag and If-Match (RFC 9110, 8.8.3 and 13.1.1): nobody overwrites what they have not seen."""

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header

from app.core.errors import BadRequestError, PreconditionFailedError, PreconditionRequiredError

_ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')


def etag_of(version: int) -> str:
    """Return the entity tag of a version."""
    return f'"{version}"'


@dataclass(frozen=True, slots=True)
class ExpectedVersion:
    """What the client last saw: entity tags, or ``*`` for any version."""

    tags: frozenset[str]

    def check(self, version: int) -> None:
        """Compare with the version that is stored.

        Raises:
            PreconditionFailedError: The client has not seen this version.
        """
        if "*" not in self.tags and etag_of(version) not in self.tags:
            raise PreconditionFailedError(current=etag_of(version))


def read_if_match(
    if_match: Annotated[
        str | None,
        Header(description="The ETag that you last read; required, so that no change is lost."),
    ] = None,
) -> ExpectedVersion:
    """Read ``If-Match``.

    Raises:
        PreconditionRequiredError: The header is missing.
        BadRequestError: It is no list of entity tags.
    """
    if if_match is None or not if_match.strip():
        raise PreconditionRequiredError
    parts = [part.strip() for part in if_match.split(",")]
    if parts != ["*"] and not all(_ETAG.fullmatch(part) for part in parts):
        raise BadRequestError(reason=f'If-Match takes entity tags such as "3", not {if_match!r}')
    return ExpectedVersion(frozenset(parts))


IfMatch = Annotated[ExpectedVersion, Depends(read_if_match)]
