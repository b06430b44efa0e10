"""A small directory of judgements, written anew by each test that needs one."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

Row = Mapping[str, object]

SUPPLIERS: tuple[Row, ...] = (
    {
        "id": "S1",
        "name": "Công ty Lò Xo An Bình",
        "text": "Sản xuất lò xo nén, lò xo kéo theo bản vẽ",
        "province": "Bình Dương",
        "certifications": ["ISO 9001:2015", "Giải thưởng không ai biết"],
    },
    {
        "id": "S2",
        "name": "Carton Minh Phát",
        "text": "In và sản xuất thùng carton sóng, hộp giấy",
        "province": "Hà Nội; Hải Phòng",
        "certifications": [],
    },
    {"id": "S3", "name": "Eastern Springs", "text": "Compression springs and wire forms"},
    {
        "id": "S4",
        "name": "Kim Khí Đông Á",
        "text": "Bu lông, ốc vít, đai ốc",
        "province": None,
    },
    {"id": "S5", "name": "Lakeside Foundry", "text": "Grey iron castings", "province": "Dover, NH"},
)
DEMANDS: tuple[Row, ...] = (
    {
        "id": "D1",
        "text": "Lò xo nén cho máy khoan",
        "lang": "vi",
        "extract": "verbatim",
        "category_codes": ["MET-SPR"],
        "province": "Đồng Nai",
    },
    {
        "id": "D2",
        "text": "thùng carton 5 lớp",
        "lang": "vi",
        "extract": "condensed",
        "category_codes": ["PKG-CAR"],
        "certifications_required": ["ISO 9001", "a licence of the moon"],
    },
    {
        "id": "D3",
        "text": "53--SCREW,CLOSE TOLERAN",
        "lang": "en",
        "extract": "verbatim",
        "category_codes": ["MET-FAS"],
        "province": "Ho Chi Minh City; Dong Nai",
    },
    {"id": "D4", "text": "zzz qqq"},
)
GRADES: tuple[str, ...] = ("D1\tS1\t2", "D1\tS3\t1", "D1\tS2\t0", "D2\tS2\t2", "D3\tS4\t2")


def write_judgements(
    directory: Path,
    *,
    suppliers: Sequence[Row] = SUPPLIERS,
    demands: Sequence[Row] = DEMANDS,
    grades: Sequence[str] = GRADES,
) -> Path:
    """Write the three files and return the directory."""
    directory.mkdir(parents=True, exist_ok=True)
    write_rows(directory / "suppliers.jsonl", suppliers)
    write_rows(directory / "demands.jsonl", demands)
    (directory / "qrels.tsv").write_text("\n".join(grades) + "\n", encoding="utf-8")
    return directory


def write_rows(file: Path, rows: Sequence[Row]) -> None:
    """Write a ``.jsonl`` file."""
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
