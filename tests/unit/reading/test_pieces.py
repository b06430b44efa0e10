import pytest

from app.reading import Reader, TextField, pieces

TEXT = "Ép phun nhựa ABS; khuôn ép. Materials: PC, PA6-GF30"


def test_a_text_is_read_the_same_again() -> None:
    reader = Reader()
    first = reader.read([TextField(TEXT, "capability")])
    assert reader.read([TextField(TEXT, "capability")]) == first
    assert Reader().read([TextField(TEXT, "capability")]) == first


def test_what_was_read_before_does_not_matter() -> None:
    fresh = Reader().read([TextField("khuôn ép", "capability")])
    reader = Reader()
    reader.read([TextField(TEXT, "capability")])
    reader.read([TextField(TEXT, "materials")])
    reader.read([TextField("KHUON EP", "name")])
    assert reader.read([TextField("khuôn ép", "capability")]) == fresh


def test_a_full_memory_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_REMEMBERED", 2)
    reader = Reader()
    read = [reader.read([TextField(TEXT, "capability")]) for _ in range(3)]
    assert read[0] == read[1] == read[2] == Reader().read([TextField(TEXT, "capability")])


def test_signs_alone_say_nothing() -> None:
    reading = Reader().read([TextField("-; ... / 。", "capability")])
    assert (reading.suggestions, reading.features) == ((), ())
