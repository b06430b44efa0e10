import io
import zipfile

import pytest

from app.spreadsheets import archive as archives
from app.spreadsheets.archive import pack, unpack
from app.spreadsheets.errors import (
    DamagedFileError,
    PasswordProtectedError,
    TooManyPartsError,
    UnpackedTooLargeError,
)
from app.spreadsheets.files import read_table
from tests.unit.spreadsheets.spreadsheets import (
    LIMITS,
    SHEET,
    archive,
    claiming_size,
    with_part,
    workbook,
)

LIMIT = 100_000


def test_xml_parts_are_kept_and_others_only_counted() -> None:
    parts = unpack(archive({"a/B.xml": b"<x/>", "c.rels": b"<y/>", "d.png": b"picture"}), LIMIT)
    assert parts == {"a/b.xml": b"<x/>", "c.rels": b"<y/>", "d.png": b""}


def test_what_is_packed_unpacks_to_the_same() -> None:
    parts = {"a.xml": b"<x/>", "b.rels": b""}
    assert unpack(pack(parts), LIMIT) == parts


@pytest.mark.parametrize("name", ["xl/media/image1.png", "xl/worksheets/sheet9.xml"])
def test_a_zip_bomb_is_refused_wherever_it_hides(name: str) -> None:
    content = with_part(workbook([["name"], ["x"]]), name, bytes(LIMITS.max_unpacked_bytes))
    assert len(content) < 20_000
    with pytest.raises(UnpackedTooLargeError) as caught:
        read_table(content, "list.xlsx", LIMITS)
    assert caught.value.status == 413


def test_many_small_parts_count_together() -> None:
    content = archive({f"{number}.xml": bytes(LIMIT // 10) for number in range(11)})
    with pytest.raises(UnpackedTooLargeError):
        unpack(content, LIMIT)


@pytest.mark.parametrize("claimed", [0, 10, 0x7FFFFFFF])
def test_a_false_size_does_not_help_a_bomb(claimed: int) -> None:
    content = claiming_size(archive({"a.xml": bytes(2 * LIMIT)}), "a.xml", claimed)
    with pytest.raises((UnpackedTooLargeError, DamagedFileError)):
        unpack(content, LIMIT)


def test_a_false_size_is_damage_even_of_a_small_part() -> None:
    content = claiming_size(workbook([["name"], ["x"]]), SHEET, 100)
    with pytest.raises(DamagedFileError):
        read_table(content, "list.xlsx", LIMITS)


def test_the_number_of_parts_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_PARTS", 3)
    with pytest.raises(TooManyPartsError):
        unpack(archive({f"{number}.xml": b"" for number in range(4)}), LIMIT)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_occurs_twice_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("xl/Sheet.xml", b"<good/>")
        packed.writestr("xl\\sheet.xml", b"<evil/>")
    with pytest.raises(DamagedFileError, match="twice"):
        unpack(buffer.getvalue(), LIMIT)


def test_an_encrypted_part_asks_to_remove_the_password() -> None:
    content = bytearray(archive({"a.xml": b"<x/>"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(PasswordProtectedError):
        unpack(bytes(content), LIMIT)


def test_another_compression_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as packed:
        packed.writestr("a.xml", b"<x/>")
    with pytest.raises(DamagedFileError, match="method 12"):
        unpack(buffer.getvalue(), LIMIT)


@pytest.mark.parametrize("keep", [4, 50, 200, -30])
def test_a_cut_archive_is_damaged(keep: int) -> None:
    with pytest.raises(DamagedFileError):
        read_table(workbook([["name"], ["x"]])[:keep], "list.xlsx", LIMITS)


def test_a_flipped_byte_is_damage() -> None:
    content = bytearray(archive({"a.xml": b"<x>" + bytes(range(256)) + b"</x>"}))
    content[60] ^= 0xFF
    with pytest.raises(DamagedFileError):
        unpack(bytes(content), LIMIT)
