import pytest

from app.reading.spelling import Spelling

SPELLING = Spelling(
    ("gasket", "valve", "wiper", "harness", "connector", "electromechanical", "vòng", "bolt"),
    ("gasket", "valve", "value", "bolt", "bolting"),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gaskte", "gasket"),
        ("gaskt", "gasket"),
        ("vavle", "valve"),
        ("conector", "connector"),
        ("eletromecanical", "electromechanical"),
    ],
)
def test_a_slip_of_the_pen_is_corrected(typed: str, meant: str) -> None:
    assert SPELLING.corrected(typed) == meant


@pytest.mark.parametrize(
    "typed", ["value", "valve", "wider", "bolz", "m12ab", "basket", "connection", "conectar"]
)
def test_known_short_and_other_words_stay(typed: str) -> None:
    assert SPELLING.corrected(typed) is None
    assert SPELLING.corrected(typed) is None


def test_a_beginning_is_completed_to_the_shortest_word() -> None:
    assert SPELLING.completed("harn") == "harness"
    assert SPELLING.completed("conn") == "connector"


@pytest.mark.parametrize("typed", ["har", "bolt", "xyzw", "m12a"])
def test_what_is_no_beginning_stays(typed: str) -> None:
    assert SPELLING.completed(typed) is None


def test_the_memory_starts_anew_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.reading.spelling._REMEMBERED_WORDS", 1)
    spelling = Spelling(("gasket",), ())
    assert [spelling.corrected(word) for word in ("gaskte", "gaskey", "gaskte")] == ["gasket"] * 3
