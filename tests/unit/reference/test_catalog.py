import subprocess
import sys

import pytest

from app.reference import load_reference

PURE = [
    "app.reference",
    "app.reference.classifications",
    "app.reference.units",
    "app.reference.certifications",
]


def test_the_reference_data_is_read_once() -> None:
    assert load_reference() is load_reference()


def test_the_version_tells_the_day_and_the_content() -> None:
    day, digest = load_reference().version.split("+")
    assert day == load_reference().categories.version == "2026-11-21"
    assert len(digest) == 8


@pytest.mark.parametrize("module", PURE)
def test_readers_know_neither_the_web_nor_the_database(module: str) -> None:
    code = (
        f"import sys, {module}; "
        "print([name for name in sys.modules if name.partition('.')[0] in "
        "('fastapi', 'starlette', 'pydantic', 'sqlalchemy') or name.startswith('app.core')])"
    )
    answer = subprocess.run(  # noqa: S603 - our own interpreter and our own text
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
