"""Files that a reader works on for a while: gone when it ends, and also when it was killed."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

PREFIX = "ketnoi-import-"


@contextmanager
def open_spool() -> Iterator[IO[bytes]]:
    """Give an empty file with a name, and remove it at the end.

    A process that is killed leaves its file behind; the next one that spools removes it. Who
    works on a file holds a lock on it, which the system lets go of when the process dies.
    """
    remove_leftovers()
    with _make() as file:
        try:
            yield file
        finally:
            Path(file.name).unlink(missing_ok=True)


def remove_leftovers() -> None:
    """Remove the files of readers that are dead."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError), path.open("rb") as file:  # another's, at work, or gone already
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()


def _make() -> IO[bytes]:
    """Make a file and lock it; once more, if it was taken for a leftover before it was locked."""
    while True:
        file = tempfile.NamedTemporaryFile(prefix=PREFIX, delete=False)  # noqa: SIM115 - given away
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file.fileno()).st_nlink:
            return file
        file.close()
