"""The packaged words are well formed: leaves and roles exist, no word is a truth value."""

from collections import defaultdict

import pytest

from app.reading.lexicon import load_lexicon
from app.reading.phrases import Manner
from app.reading.taxonomy import group_of
from app.reading.tokens import words_of
from app.reading.vocabulary import Entry, Kind, data_digest, read_entries, read_grammar

ENTRIES = list(read_entries())


def test_every_phrase_is_a_text_with_letters() -> None:
    assert [entry for entry in ENTRIES if not isinstance(entry.text, str)] == []
    assert [entry.text for entry in ENTRIES if not words_of(entry.text)] == []


def test_every_sense_is_a_leaf_or_a_group_in_a_known_role() -> None:
    roles = {"process", "part", "machine", "material", "context"}
    groups = set(group_of().values())
    for entry in ENTRIES:
        if entry.sense is None:
            assert entry.kind is not Kind.CONCEPT, entry
        elif entry.sense.role == "group":
            assert entry.sense.code in groups, entry
        else:
            assert entry.sense.code in group_of(), entry
            assert entry.sense.role in roles, entry


def test_every_leaf_has_words_in_both_main_languages() -> None:
    languages = defaultdict(set)
    for entry in ENTRIES:
        if entry.sense is not None:
            languages[entry.sense.code].add(entry.language)
    assert [code for code in group_of() if not {"vi", "en"} <= languages[code]] == []


def test_every_leaf_for_what_has_no_other_exists() -> None:
    assert read_grammar().catch_all <= group_of().keys()


def test_a_character_stands_for_one_other_only() -> None:
    listed = [character for row in read_grammar().han for character in row]
    assert len(listed) == len(set(listed))


def test_the_digest_stays_the_same_while_the_data_do() -> None:
    assert data_digest() == data_digest()
    assert len(data_digest()) == 8


@pytest.mark.parametrize(
    ("text", "kind"),
    [("cung cấp", Kind.FILLER), ("và", Kind.CONJUNCTION), ("Đồng Nai", Kind.PLACE)],
)
def test_words_of_grammar_and_places_are_known(text: str, kind: Kind) -> None:
    words = words_of(text)
    key, typed = "".join(w.key for w in words), "".join(w.typed for w in words)
    found = load_lexicon().find(key, typed, len(words), Manner(marked=True, vietnamese=True))
    assert found is not None
    assert found.phrase.kind is kind


def test_entries_are_plain_tuples() -> None:
    assert Entry("x", "vi", Kind.FILLER) == ("x", "vi", Kind.FILLER, None, False)
