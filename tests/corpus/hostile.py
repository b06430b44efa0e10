"""Files that want to do harm, or come out of harm."""

import io
import zipfile
from functools import cache

from tests.corpus.cases import Collection
from tests.corpus.making import lines_of, sheet_of
from tests.unit.spreadsheets.spreadsheets import SHEET, Rows, archive, changed, parts_of

HOSTILE = Collection()

_MIB = 1024 * 1024
_BOMB_MIB = 320
"""Megabytes to which the bombs unpack; more than is allowed."""

_GOODS: Rows = [("Tên hàng", "Số lượng"), *[(f"Hàng số {n}", n) for n in range(1, 40)]]


@HOSTILE.refused("bom.xlsx", 413, "workbook_too_large")
@cache
def zip_bomb() -> bytes:
    """A sheet that unpacks to hundreds of megabytes of blanks."""
    return _inflating(SHEET, b"<worksheet>", b" " * _MIB)


@HOSTILE.refused("bom an.xlsx", 413, "workbook_too_large")
@cache
def bomb_of_shared_texts() -> bytes:
    """Shared texts that unpack to hundreds of megabytes."""
    return _inflating("xl/sharedStrings.xml", b"<sst>", b"<si><t>%b</t></si>" % (b"a" * _MIB))


@HOSTILE.refused("thuc the.xlsx", 422, "damaged_file")
def entity_bomb() -> bytes:
    """Entities that stand for one another, ten at a time."""
    levels = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(12)
    )
    return _sheet_of(f"<!DOCTYPE x [{levels}]><worksheet><sheetData><row><c><v>&l11;</v></c></row>")


@HOSTILE.refused("tep khac.xlsx", 422, "damaged_file")
def external_entity() -> bytes:
    """An entity that stands for a file of the machine that reads it."""
    return _sheet_of(
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><worksheet><sheetData><row>'
        '<c t="inlineStr"><is><t>&f;</t></is></c></row></sheetData></worksheet>'
    )


@HOSTILE.refused("rat sau.xlsx", 422, "damaged_file")
def deep_nesting() -> bytes:
    """Elements within elements, half a million deep."""
    return _sheet_of("<worksheet>" + "<a>" * 500_000)


@HOSTILE.refused("mot trieu dong.csv", 413, "too_many_rows")
@cache
def million_rows() -> bytes:
    """One row more than a million."""
    return b"name,quantity\n" + b"a,1\n" * 1_000_001


@HOSTILE.refused("hong.xlsx", 422, "damaged_file")
def damaged() -> bytes:
    """A workbook of which a part in the middle was overwritten."""
    content = bytearray(sheet_of(_GOODS))
    start = content.find(b"sheet1.xml") + 40
    content[start : start + 60] = b"\x55" * 60
    return bytes(content)


@HOSTILE.refused("tai do dang.xlsx", 422, "damaged_file")
def truncated() -> bytes:
    """A workbook whose transfer was cut off."""
    content = sheet_of(_GOODS)
    return content[: len(content) * 2 // 3]


@HOSTILE.refused("tai do dang.xls", 422, "damaged_file")
def truncated_old() -> bytes:
    """An old workbook whose transfer was cut off."""
    from tests.corpus.formats import old_excel  # noqa: PLC0415 - the same in whole

    return old_excel()[:1400]


@HOSTILE.refused("sai bang chu.xlsx", 422, "damaged_file")
def missing_text() -> bytes:
    """A cell that refers to a shared text that does not exist."""
    return changed(sheet_of(_GOODS), SHEET, lambda part: part.replace(b"<v>0</v>", b"<v>9999</v>"))


@HOSTILE.demands("cong thuc doc.csv", kept=3, says={2: {"name": '=HYPERLINK("http://x.example")'}})
def formulas_as_text() -> bytes:
    """Texts that a spreadsheet program would run."""
    return lines_of(
        "Tên hàng,Vật liệu", '"=HYPERLINK(""http://x.example"")",gỗ', "@SUM(1),gỗ", "+84 x,gỗ"
    ).encode()


def _sheet_of(xml: str) -> bytes:
    """Put raw content in the place of a sheet."""
    return archive({**parts_of(sheet_of(_GOODS)), SHEET: xml.encode()})


def _inflating(part: str, beginning: bytes, piece: bytes) -> bytes:
    """Replace a part of a workbook by one that unpacks to far more."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, data in parts_of(sheet_of(_GOODS)).items():
            if name != part:
                packed.writestr(name, data)
        with packed.open(part, "w") as file:
            file.write(beginning)
            for _ in range(_BOMB_MIB):
                file.write(piece)
    return content.getvalue()
