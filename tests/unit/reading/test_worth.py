import pytest

from app.reading.lexicon import Lexicon
from app.reading.listing import Listing
from app.reading.parameters import ReadingParameters
from app.reading.phrases import Manner, Phrase
from app.reading.tokens import words_of
from app.reading.vocabulary import Entry, Kind, Role, Sense
from app.reading.worth import Worths

PARAMETERS = ReadingParameters()
MANNER = Manner(marked=False, vietnamese=False)


def lexicon(*entries: tuple[str, str, Role]) -> Lexicon:
    listing = Listing()
    listing.add(Entry(text, "en", Kind.CONCEPT, Sense(code, role)) for text, code, role in entries)
    return Lexicon(listing, PARAMETERS)


def listed(known: Lexicon, text: str) -> Phrase:
    words = words_of(text)
    key = "".join(word.key for word in words)
    found = known.find(key, key, len(words), MANNER)
    assert found is not None
    return found.phrase


def names(known: Lexicon, text: str, *, is_bought: bool = True) -> dict[str, int]:
    worth = Worths(known, is_bought=is_bought).of(listed(known, text), head_first=False)
    return dict(worth.names)


def test_a_phrase_listed_twice_is_shared_by_the_weight_of_its_roles() -> None:
    known = lexicon(("spot welder", "MET-WEL", "process"), ("spot welder", "EQP-AUT", "machine"))
    shares = names(known, "spot welder")
    assert shares["MET-WEL"] > shares["EQP-AUT"] > 0
    assert names(known, "spot welder", is_bought=False)["EQP-AUT"] > shares["EQP-AUT"]


def test_a_leaf_for_what_has_no_other_gets_less_of_a_shared_phrase() -> None:
    shared = lexicon(("gear unit", "MAC-GEA", "part"), ("gear unit", "EQP-PAR", "part"))
    assert names(shared, "gear unit")["MAC-GEA"] > 2 * names(shared, "gear unit")["EQP-PAR"]
    assert names(lexicon(("gear unit", "EQP-PAR", "part")), "gear unit") == {"EQP-PAR": 1_000}


def test_a_mere_shape_is_shared_with_the_leaves_that_have_as_many_of_it() -> None:
    known = lexicon(
        ("cover", "PLA-INJ", "part"),
        ("fan cover", "PLA-INJ", "part"),
        ("valve cover", "VEH-ENG", "part"),
        ("pump cover", "VEH-ENG", "part"),
    )
    shares = names(known, "cover")
    assert shares["PLA-INJ"] > shares["VEH-ENG"] > 0
    assert names(known, "fan cover") == {"PLA-INJ": 1_000}


def test_rare_things_of_the_same_name_do_not_share_it() -> None:
    many = [(f"{kind} spring", "MET-SPR", "part") for kind in ("coil", "leaf", "disc", "flat")]
    known = lexicon(("spring", "MET-SPR", "part"), *many, ("air spring", "VEH-CHA", "part"))  # type: ignore[arg-type]
    assert names(known, "spring") == {"MET-SPR": 1_000}


def test_a_trade_is_no_shape() -> None:
    known = lexicon(("plating", "SUR-PLT", "process"), ("gold plating", "SUR-PRE", "part"))
    assert names(known, "plating") == {"SUR-PLT": 1_000}


def test_a_word_that_heads_enough_things_is_guessed() -> None:
    racks = [(f"{kind} rack", "EQP-CNV", "part") for kind in ("tool", "tyre", "cable")]
    worths = Worths(lexicon(*racks, ("roof rack", "VEH-CHA", "part")), is_bought=True)  # type: ignore[arg-type]
    guess = worths.guess("rack", head_first=False)
    assert guess is not None
    assert dict(guess.leaves) == {"EQP-CNV": 750, "VEH-CHA": 250}
    assert worths.guess("roof", head_first=False) is None
    assert worths.guess("rack", head_first=True) is None


def test_the_memory_of_guesses_starts_anew_when_it_is_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.reading.worth._REMEMBERED_WORDS", 1)
    worths = Worths(lexicon(("tool rack", "EQP-CNV", "part")), is_bought=True)
    assert [worths.guess(word, head_first=False) for word in ("a", "b", "a")] == [None] * 3
