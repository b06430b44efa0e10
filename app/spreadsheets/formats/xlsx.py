"""Excel workbooks of today (.xlsx, .xlsm): which sheets there are, and what they need."""

import posixpath
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import AppError
from app.core.i18n import Text
from app.spreadsheets.errors import DamagedFileError, FileTypeNotSupportedError
from app.spreadsheets.facts import Fact
from app.spreadsheets.formats.xlsx_sheet import SheetReader
from app.spreadsheets.formats.xlsx_tables import StringsReader, StylesReader, Texts
from app.spreadsheets.grid import Loaded, SheetBuilder, TextBudget
from app.spreadsheets.numbers import TimeKind
from app.spreadsheets.tables import TableLimits
from app.spreadsheets.xml_stream import PartialXmlReader, XmlReader, local, read_xml
from app.spreadsheets.zip_parts import Parts, open_parts

_OTHER_TYPES = {
    "ms-excel.sheet.binary": ".xlsb (Excel Binary)",
    "wordprocessingml": ".docx (Word)",
    "presentationml": ".pptx (PowerPoint)",
}
"""Parts of content types (ECMA-376 part 1, 15.2 and 12.3) and what they say of a file."""

CONTENT_TYPES = "[content_types].xml"
_ROOT_RELATIONS = "_rels/.rels"
_USUAL_WORKBOOK = "xl/workbook.xml"
_MACROS = ("vbaproject.bin", "macrosheet")

_MACROS_IGNORED = Fact(
    "macros_ignored",
    Text(
        "The workbook holds macros; they were not run, only its cells were read.",
        "Tệp có macro; hệ thống không chạy macro, chỉ đọc các ô.",
    ),
)


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str


def read_xlsx(path: Path, limits: TableLimits) -> Loaded:
    """Read all sheets of a workbook.

    Args:
        path: Where it lies.
        limits: How much it may hold.

    Raises:
        FileTypeNotSupportedError: It is another kind of archive or document.
        DamagedFileError: Its parts do not fit together.
        PasswordProtectedError: Its parts are encrypted.
        PayloadTooLargeError: It holds more than allowed.
    """
    with open_parts(path, limits.max_unpacked_bytes) as parts:
        _check_type(parts)
        return _read_sheets(parts, limits)


def _check_type(parts: Parts) -> None:
    """Refuse other documents that are packed in the same way."""
    if CONTENT_TYPES not in parts:
        if _USUAL_WORKBOOK in parts:
            return
        raise FileTypeNotSupportedError(kind="ZIP")
    reader = _TypesReader()
    _read(parts, CONTENT_TYPES, reader)
    types = " ".join(reader.types)
    other = next((kind for sign, kind in _OTHER_TYPES.items() if sign in types), None)
    if other is not None:
        raise FileTypeNotSupportedError(kind=other)


def _read_sheets(parts: Parts, limits: TableLimits) -> Loaded:
    workbook_part = _find_workbook(parts)
    workbook = _WorkbookReader()
    _read(parts, workbook_part, workbook)
    relations = _relations(parts, workbook_part)
    by_kind = {item.kind: item.target for item in relations.values()}
    texts = Texts(limits.max_cell_characters)
    strings = by_kind.get("sharedstrings", "")
    if strings in parts:
        _read(parts, strings, StringsReader(texts))
    kinds = _read_styles(parts, by_kind.get("styles", ""))
    loaded = Loaded()
    if any(sign in name for name in parts for sign in _MACROS):
        loaded.facts.append(_MACROS_IGNORED)
    budget = TextBudget(limits.max_unpacked_bytes)
    for name, relation_id, is_hidden in workbook.sheets:
        relation = relations.get(relation_id)
        if relation is not None and relation.kind != "worksheet":
            continue  # a chart, a dialogue or macros
        builder = SheetBuilder(name, limits, budget, is_hidden=is_hidden)
        reader = SheetReader(builder, texts, kinds, from_1904=workbook.counts_from_1904)
        loaded.sheets.append((builder, _try(parts, relation, reader)))
    return loaded


def _try(parts: Parts, relation: _Relation | None, reader: SheetReader) -> AppError | None:
    """Read a sheet and return why it cannot be read, if it cannot; others may still be good."""
    if relation is None:
        return DamagedFileError(what="a sheet has no part")
    try:
        _read(parts, relation.target, reader)
    except AppError as error:
        return error
    return None


def _find_workbook(parts: Parts) -> str:
    if _ROOT_RELATIONS in parts:
        for relation in _relations(parts, "").values():
            if relation.kind == "officedocument" and relation.target in parts:
                return relation.target
    if _USUAL_WORKBOOK in parts:
        return _USUAL_WORKBOOK
    raise DamagedFileError(what="no workbook part")


def _read_styles(parts: Parts, name: str) -> list[TimeKind | None]:
    if name not in parts:
        return []
    reader = StylesReader()
    _read(parts, name, reader)
    return reader.time_kinds()


def _relations(parts: Parts, source: str) -> dict[str, _Relation]:
    """Read what a part refers to, by the id of the reference."""
    folder, name = posixpath.split(source)
    part = posixpath.join(folder, "_rels", f"{name}.rels") if source else _ROOT_RELATIONS
    reader = _RelationsReader(folder)
    _read(parts, part, reader)
    return reader.relations


def _read(parts: Parts, name: str, reader: XmlReader) -> None:
    with parts.open(name) as stream:
        read_xml(name, stream, reader)


class _TypesReader(PartialXmlReader):
    def __init__(self) -> None:
        self.types: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"Default", "Override"}:
            self.types.append(attributes.get("ContentType", "").lower())


class _RelationsReader(PartialXmlReader):
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.relations: dict[str, _Relation] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "").replace("\\", "/").lower()
        path = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        self.relations[attributes.get("Id", "")] = _Relation(kind, path)


class _WorkbookReader(PartialXmlReader):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.counts_from_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            by_name = local(attributes)
            is_hidden = by_name.get("state", "visible") != "visible"
            self.sheets.append((by_name.get("name", ""), by_name.get("id", ""), is_hidden))
        elif name == "workbookPr":
            self.counts_from_1904 = attributes.get("date1904", "0") in {"1", "true", "on"}
