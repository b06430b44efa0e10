"""The packaged words: the vocabulary of each leaf, the taxonomy's own names, the grammar."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal, NamedTuple, cast

import yaml

from app.reference import load_reference
from app.reference.categories import Categories
from app.reference.category_terms import names_of
from app.reference.places import Places

Language = Literal["vi", "en", "zh", "ja", "ko"]
Role = Literal["process", "part", "machine", "material", "context", "group"]

_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_ROLE_OF_KIND: Mapping[str, Role] = {
    "process": "process",
    "service": "process",
    "product": "part",
    "group": "group",
}
"""The role of a category's own names and synonyms, by the kind of category."""


class Kind(IntEnum):
    """What a phrase does in a sentence."""

    CONCEPT = 0
    """It names a leaf, or hints at one."""
    GENERIC = 1
    """A noun of any trade; what stands beside it is meant."""
    PART = 2
    """A noun for a part of something: the part is meant, not what it is a part of."""
    FILLER = 3
    """It says that something is bought or made, not what."""
    IDIOM = 4
    """No goods, although its parts may be."""
    LABEL = 5
    """With a colon behind it: what follows describes the goods, and is none."""
    PLACE = 6
    STOP = 7
    ARTICLE = 8
    LINK = 9
    CONJUNCTION = 10
    SUCH_AS = 11
    MODIFIER = 12
    OF = 13
    WITH = 14
    MEANS = 15
    MADE_OF = 16
    """Materials follow."""
    MENTION = 17
    MENTION_HEAD = 18
    DEMAND = 19
    NEGATION = 20
    CONTRAST = 21


class Sense(NamedTuple):
    """One leaf that a phrase stands for.

    Attributes:
        code: Code of the leaf, or of a whole group.
        role: How it stands for it.
    """

    code: str
    role: Role


class Entry(NamedTuple):
    """A packaged phrase as it is written.

    Attributes:
        text: The phrase, with all its marks.
        language: Language of the list in which it stands.
        kind: What it does in a sentence.
        sense: The leaf, for a concept.
        is_own: Whether an organization added it; then it overrules what is packaged.
    """

    text: str
    language: Language
    kind: Kind
    sense: Sense | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """The packaged words around the goods.

    Attributes:
        entries: Phrases with their kinds.
        vague: Phrases of the taxonomy that anybody writes.
        catch_all: Leaves for what has no other leaf.
        plain: Words that fit any trade; phrases of these alone name no catch-all leaf.
        common: English words that are no misspelling of a word of the trade.
        han: Characters of one meaning, the first standing for all.
    """

    entries: tuple[Entry, ...]
    vague: tuple[str, ...]
    catch_all: frozenset[str]
    plain: tuple[str, ...]
    common: tuple[str, ...]
    han: tuple[str, ...]


def read_entries() -> Iterator[Entry]:
    """Yield every packaged phrase: vocabulary, taxonomy, places and grammar."""
    reference = load_reference()
    yield from _taxonomy(reference.categories)
    yield from _vocabulary()
    yield from read_grammar().entries
    yield from _places(reference.places)


@cache
def read_grammar() -> Grammar:
    """Read the words around the goods."""
    document = cast("dict[str, dict[str, list[str]]]", _read_yaml(_folder() / "grammar.yaml"))
    entries = [
        Entry(text, cast("Language", language), kind)
        for kind in Kind
        if kind not in {Kind.CONCEPT, Kind.PLACE}
        for language, texts in document[kind.name.lower()].items()
        for text in texts
    ]
    groups = cast("dict[str, dict[str, list[str]]]", document["group"])
    entries += [
        Entry(text, cast("Language", language), Kind.CONCEPT, Sense(code, "group"))
        for code, languages in groups.items()
        for language, texts in languages.items()
        for text in texts
    ]
    skipped = {Kind.FILLER, Kind.GENERIC, Kind.PART, Kind.STOP, Kind.CONJUNCTION, Kind.OF}
    return Grammar(
        entries=tuple(entries),
        vague=_flat(document["vague"]),
        catch_all=frozenset(document["catch_all"]),
        plain=(*_flat(document["plain"]), *(e.text for e in entries if e.kind in skipped)),
        common=_flat(document["common"]),
        han=tuple(cast("list[str]", document["han"])),
    )


@cache
def data_digest() -> str:
    """Give eight hexadecimal digits that change whenever any packaged word does."""
    digest = sha256()
    files = (_folder() / "grammar.yaml", *_vocabulary_files())
    for item in files:
        digest.update(item.name.encode())
        digest.update(item.read_bytes())
    return digest.hexdigest()[:8]


def _vocabulary() -> Iterator[Entry]:
    """Yield the vocabulary: leaf, role, language, phrases."""
    for file in _vocabulary_files():
        leaves = cast("dict[str, dict[Role, dict[Language, list[str]]]]", _read_yaml(file))
        for code, roles in leaves.items():
            for role, languages in roles.items():
                sense = Sense(code, role)
                for language, texts in languages.items():
                    for text in texts:
                        yield Entry(text, language, Kind.CONCEPT, sense)


def _taxonomy(categories: Categories) -> Iterator[Entry]:
    """Yield the names and synonyms of all categories."""
    for category in categories:
        sense = Sense(category.code, _ROLE_OF_KIND[category.kind])
        names: dict[Language, str] = {"vi": category.name_vi, "en": category.name_en}
        for language, name in names.items():
            yield from (Entry(text, language, Kind.CONCEPT, sense) for text in names_of(name))
        for written, texts in category.synonyms.items():
            language = cast("Language", written)
            yield from (Entry(text, language, Kind.CONCEPT, sense) for text in texts)


def _places(places: Places) -> Iterator[Entry]:
    for province in places.current.values():
        yield Entry(province.name_vi, "vi", Kind.PLACE)
        yield Entry(province.name_en, "en", Kind.PLACE)
    for legacy in places.legacy.values():
        yield from (Entry(text, "vi", Kind.PLACE) for text in (legacy.name_vi, *legacy.aliases))


def _vocabulary_files() -> list[Traversable]:
    files = (_folder() / "vocabulary").iterdir()
    return sorted((item for item in files if item.name.endswith(".yaml")), key=lambda i: i.name)


def _flat(languages: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    return tuple(text for texts in languages.values() for text in texts)


def _folder() -> Traversable:
    return resources.files("app.reading") / "data"


def _read_yaml(file: Traversable) -> object:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader
