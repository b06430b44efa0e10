"""Files that a reader works on: gone when it ends, and when it was killed."""

from pathlib import Path

import pytest

from app.imports.spool import PREFIX, open_spool, remove_leftovers


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let files be made in a folder of the test."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_a_file_is_there_while_it_is_worked_on(folder: Path) -> None:
    with open_spool() as file:
        file.write(b"name\n")
        file.flush()
        remove_leftovers()
        assert Path(file.name).read_bytes() == b"name\n"
        assert [path.name for path in folder.iterdir()] == [Path(file.name).name]
    assert not list(folder.iterdir())


def test_what_the_dead_left_behind_is_removed_and_nothing_else(folder: Path) -> None:
    (folder / f"{PREFIX}dead").write_bytes(b"x")
    (folder / "other").write_bytes(b"x")
    with open_spool() as file:
        assert {path.name for path in folder.iterdir()} == {"other", Path(file.name).name}
    assert [path.name for path in folder.iterdir()] == ["other"]
