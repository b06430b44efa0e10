"""The structure of a workbook: its type, its sheets, and the parts that these need."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from app.spreadsheets.archive import pack
from app.spreadsheets.errors import (
    DamagedFileError,
    FileTypeNotSupportedError,
    WorkbookWithMacrosError,
)
from app.spreadsheets.xml_parts import PartialReader, read_part

_WORKBOOK_TYPES = {
    "spreadsheetml.sheet.main+xml": None,
    "ms-excel.sheet.binary": ".xlsb (Excel Binary)",
    "spreadsheetml.template.main+xml": ".xltx (Excel Template)",
    "wordprocessingml": ".docx (Word)",
    "presentationml": ".pptx (PowerPoint)",
}
"""Parts of content types (ECMA-376 part 1, 15.2 and 12.3) and what they say of a file; None for
what is read."""

_MACRO_TYPES = ("macroenabled", "macrosheet", "vbaproject")
_MACRO_PARTS = ("vbaproject.bin", "vbaprojectsignature.bin")

_CONTENT_TYPES = "[content_types].xml"
_ROOT_RELATIONS = "_rels/.rels"

_NEW_CONTENT_TYPES = b"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels"
 ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
</Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
{relations}
</Relationships>"""
_RELATION = (
    '<Relationship Id="{kind}" Target="{target}" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/{kind}"/>'
)
_NEW_WORKBOOK = """<?xml version="1.0" encoding="UTF-8"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<workbookPr date1904="{date1904}"/>
<sheets><sheet name="Table" sheetId="1" r:id="worksheet"/></sheets>
</workbook>"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its name as people see it, and the name of its part."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook taken apart.

    Attributes:
        parts: Content of its XML parts by lower-case name.
        sheets: Its worksheets, in the order of their tabs; sheets of charts are left out.
        shared_strings: Name of the part that holds texts of cells, if there is one.
        styles: Name of the part that says which numbers are dates, if there is one.
        counts_from_1904: Whether its dates count from 1904, as old Macintosh files do.
    """

    parts: Mapping[str, bytes]
    sheets: tuple[Sheet, ...]
    shared_strings: str | None
    styles: str | None
    counts_from_1904: bool


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str


def open_package(parts: Mapping[str, bytes]) -> Package:
    """Find the worksheets of a workbook.

    Args:
        parts: Its parts by lower-case name.

    Raises:
        FileTypeNotSupportedError: It is no .xlsx workbook.
        WorkbookWithMacrosError: It holds macros.
        DamagedFileError: Its parts do not fit together.
    """
    _check_type(parts)
    workbook = next(
        (item.target for item in _relations(parts, "").values() if item.kind == "officedocument"),
        None,
    )
    if workbook is None:
        raise DamagedFileError(what="no workbook part")
    reader = _WorkbookReader()
    read_part(workbook, _get(parts, workbook), reader)
    relations = _relations(parts, workbook)
    by_kind = {item.kind: item.target for item in relations.values()}
    sheets = []
    for name, relation_id in reader.sheets:
        relation = relations.get(relation_id)
        if relation is None:
            raise DamagedFileError(what=f"sheet '{name[:40]}' has no part")
        if relation.kind == "worksheet":
            _get(parts, relation.target)
            sheets.append(Sheet(name, relation.target))
    return Package(
        parts=parts,
        sheets=tuple(sheets),
        shared_strings=_present(parts, by_kind.get("sharedstrings")),
        styles=_present(parts, by_kind.get("styles")),
        counts_from_1904=reader.counts_from_1904,
    )


def extract_sheet(package: Package, sheet: Sheet) -> bytes:
    """Make a workbook that holds one sheet, with its texts and styles, and nothing else."""
    relations = {"worksheet": "worksheets/sheet1.xml"}
    parts = {
        "[Content_Types].xml": _NEW_CONTENT_TYPES,
        "_rels/.rels": _write_relations({"officeDocument": "xl/workbook.xml"}),
        "xl/workbook.xml": _NEW_WORKBOOK.format(date1904=int(package.counts_from_1904)).encode(),
        "xl/worksheets/sheet1.xml": package.parts[sheet.part],
    }
    for kind, target, part in (
        ("sharedStrings", "sharedStrings.xml", package.shared_strings),
        ("styles", "styles.xml", package.styles),
    ):
        if part is not None:
            relations[kind] = target
            parts[f"xl/{target}"] = package.parts[part]
    parts["xl/_rels/workbook.xml.rels"] = _write_relations(relations)
    return pack(parts)


def _write_relations(targets: Mapping[str, str]) -> bytes:
    relations = (_RELATION.format(kind=kind, target=target) for kind, target in targets.items())
    return _RELATIONS.format(relations="\n".join(relations)).encode()


def _check_type(parts: Mapping[str, bytes]) -> None:
    if _CONTENT_TYPES not in parts:
        raise FileTypeNotSupportedError(kind="ZIP")
    reader = _TypesReader()
    read_part(_CONTENT_TYPES, parts[_CONTENT_TYPES], reader)
    types = " ".join(reader.types)
    kinds = [kind for sign, kind in _WORKBOOK_TYPES.items() if sign in types]
    unread = next((kind for kind in kinds if kind is not None), None)
    if unread is not None:
        raise FileTypeNotSupportedError(kind=unread)
    macro_part = next((name for name in parts if name.endswith(_MACRO_PARTS)), None)
    if macro_part is not None or any(sign in types for sign in _MACRO_TYPES):
        raise WorkbookWithMacrosError(part=macro_part or _CONTENT_TYPES)
    if not kinds:
        raise FileTypeNotSupportedError(kind="ZIP")


def _relations(parts: Mapping[str, bytes], source: str) -> dict[str, _Relation]:
    """Read what a part refers to, by the id of the reference."""
    folder, name = posixpath.split(source)
    part = posixpath.join(folder, "_rels", f"{name}.rels") if source else _ROOT_RELATIONS
    reader = _RelationsReader(folder)
    read_part(part, _get(parts, part), reader)
    return reader.relations


def _get(parts: Mapping[str, bytes], name: str) -> bytes:
    try:
        return parts[name]
    except KeyError as error:
        raise DamagedFileError(what=f"no part '{name[:80]}'") from error


def _present(parts: Mapping[str, bytes], name: str | None) -> str | None:
    return name if name is not None and name in parts else None


class _TypesReader(PartialReader):
    def __init__(self) -> None:
        self.types: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"Default", "Override"}:
            self.types.append(attributes.get("ContentType", "").lower())


class _RelationsReader(PartialReader):
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


class _WorkbookReader(PartialReader):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.counts_from_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            self.sheets.append((attributes.get("name", ""), relation))
        elif name == "workbookPr":
            self.counts_from_1904 = attributes.get("date1904", "0") in {"1", "true", "on"}
