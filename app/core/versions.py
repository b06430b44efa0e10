"""What a change expects to find: the version that its author last saw."""

from typing import Protocol


class VersionCheck(Protocol):
    """Something that knows which version may be changed."""

    def check(self, version: int) -> None:
        """Compare with the version that is stored.

        Raises:
            PreconditionFailedError: The author of the change has not seen this version.
        """


class AnyVersion:
    """Accepts every version: for commands that hold the only hand on the data."""

    def check(self, version: int) -> None:
        """Accept."""
