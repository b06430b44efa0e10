"""The tables behind the lexicon: every listed phrase, and what its single words are used for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.reading.tokens import Word, words_of
from app.reading.vocabulary import Entry, Kind, Language

_NAMING = frozenset({"process", "part"})
"""Roles of the phrases whose single words hint at their leaves."""


class Listed(NamedTuple):
    """A phrase as one list has it.

    Attributes:
        typed: Its words run together, with their marks.
        words: Its words.
        entry: What is listed.
    """

    typed: str
    words: Sequence[Word]
    entry: Entry


@dataclass(slots=True)
class Listing:
    """All listed phrases and their words, by letters without marks.

    Attributes:
        phrases: What is listed for words run together.
        windows: How many words the longest phrase has that starts with a word.
        languages: The languages in whose lists a word stands; materials are of no language.
        leaves: The leaves whose trades and things are named with a word, and in how many names.
        heads: By word with its marks, and by whether it comes first, as in Vietnamese: the
            leaves with things of which it is the head, and in how many names.
    """

    phrases: dict[str, list[Listed]] = field(default_factory=dict)
    windows: dict[str, int] = field(default_factory=dict)
    languages: dict[str, set[Language]] = field(default_factory=lambda: defaultdict(set))
    leaves: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    heads: dict[tuple[str, bool], dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, entries: Iterable[Entry]) -> None:
        """List further phrases."""
        for entry in entries:
            words = words_of(entry.text)
            if not words:
                continue
            key, typed = join_words(words)
            self.phrases.setdefault(key, []).append(Listed(typed, words, entry))
            first = words[0].key
            if len(words) > self.windows.get(first, 0):
                self.windows[first] = len(words)
            if entry.kind is not Kind.PLACE:
                self._note(words, entry)

    def copied(self) -> "Listing":
        """Return a copy to which phrases can be added without changing this one."""
        return Listing(
            phrases={key: list(listed) for key, listed in self.phrases.items()},
            windows=dict(self.windows),
            languages=defaultdict(set, {key: set(used) for key, used in self.languages.items()}),
            leaves=defaultdict(dict, {key: dict(uses) for key, uses in self.leaves.items()}),
            heads=defaultdict(dict, {key: dict(uses) for key, uses in self.heads.items()}),
        )

    def _note(self, words: Sequence[Word], entry: Entry) -> None:
        """Note what the single words are used for."""
        role = code = None
        if entry.sense is not None:
            code, role = entry.sense
        names = code is not None and role in _NAMING
        for _, key, cjk, _ in words:
            if not cjk:
                languages = self.languages[key]
                if role != "material":
                    languages.add(entry.language)
                if names and code is not None:
                    uses = self.leaves[key]
                    uses[code] = uses.get(code, 0) + 1
        if code is not None and role == "part":
            head_first = entry.language == "vi"
            uses = self.heads[words[0 if head_first else -1].typed, head_first]
            uses[code] = uses.get(code, 0) + 1


def join_words(words: Sequence[Word]) -> tuple[str, str]:
    """Run the words of a phrase together, without and with marks."""
    if len(words) == 1:
        return words[0].key, words[0].typed
    return "".join([word.key for word in words]), "".join([word.typed for word in words])
