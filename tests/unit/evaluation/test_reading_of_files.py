from pathlib import Path

import pytest

from app.evaluation.files import EvaluationError
from app.evaluation.labels import Labels, read_labels
from app.evaluation.texts import UNSTATED, read_texts
from tests.unit.evaluation.judgements import DEMANDS, SUPPLIERS, write_judgements, write_rows


def labels_of(directory: Path) -> Labels:
    return read_labels(directory, read_texts(directory))


def test_texts_carry_no_label(tmp_path: Path) -> None:
    texts = read_texts(write_judgements(tmp_path))
    assert [demand.id for demand in texts.demands] == ["D1", "D2", "D3", "D4"]
    assert texts.demands[3].language == texts.demands[3].extract == UNSTATED
    assert texts.suppliers[1].places == ("Hà Nội", "Hải Phòng")
    assert texts.suppliers[0].whole.startswith("Công ty Lò Xo An Bình Sản xuất")
    assert "MET-SPR" not in repr(texts)


def test_labels_hold_the_grades_and_the_right_categories(tmp_path: Path) -> None:
    labels = labels_of(write_judgements(tmp_path))
    assert labels.grades["D1"] == {"S1": 2, "S3": 1, "S2": 0}
    assert labels.categories["D3"] == {"MET-FAS"}
    assert "D4" not in labels.grades
    assert "D4" not in labels.categories


def test_a_demand_for_which_nobody_is_right_is_left_out_and_named(tmp_path: Path) -> None:
    labels = labels_of(write_judgements(tmp_path, grades=["D1\tS1\t2", "D2\tS1\t0"]))
    assert list(labels.grades) == ["D1"]
    assert labels.without_right_answer == ("D2",)


def test_windows_line_ends_blank_lines_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    write_judgements(tmp_path)
    for file in tmp_path.iterdir():
        content = file.read_bytes().replace(b"\n", b"\r\n\r\n")
        file.write_bytes(b"\xef\xbb\xbf" + content)
    assert labels_of(tmp_path).grades["D1"]["S1"] == 2


@pytest.mark.parametrize("name", ["suppliers.jsonl", "demands.jsonl", "qrels.tsv"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    (write_judgements(tmp_path) / name).unlink()
    with pytest.raises(EvaluationError, match=f"{name}: cannot be read"):
        labels_of(tmp_path)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("suppliers.jsonl", "holds no supplier"),
        ("demands.jsonl", "holds no demand"),
        ("qrels.tsv", "gives no supplier a grade above 0"),
    ],
)
def test_an_empty_file_is_named(tmp_path: Path, name: str, expected: str) -> None:
    (write_judgements(tmp_path) / name).write_text("\n")
    with pytest.raises(EvaluationError, match=f"{name}: {expected}"):
        labels_of(tmp_path)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"id": "S9", "name": ', "is not valid JSON: Expecting value at column 22"),
        ("[1]", "is not a JSON object"),
        ("[" * 100_000, "is not usable JSON"),
        ('{"id": ' + "9" * 5000 + "}", "is not usable JSON"),
        ('{"name": "A", "text": "B"}', "id is missing"),
        ('{"id": "S9", "name": " ", "text": "B"}', "name is missing"),
        ('{"id": 9, "name": "A", "text": "B"}', "id is 9; give a text"),
        ('{"id": "S1", "name": "A", "text": "B"}', "id 'S1' stands in line 1 already"),
        (
            '{"id": "S9", "name": "A", "text": "B", "certifications": "ISO 9001"}',
            "certifications is 'ISO 9001'; give a list of texts",
        ),
        (
            '{"id": "S9", "name": "A", "text": "B", "certifications": [1]}',
            r"certifications is \[1\]; give a list of texts",
        ),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, expected: str) -> None:
    file = write_judgements(tmp_path) / "suppliers.jsonl"
    write_rows(file, SUPPLIERS[:1])
    with file.open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    with pytest.raises(EvaluationError, match=rf"suppliers\.jsonl, line 2: {expected}"):
        read_texts(tmp_path)


def test_a_line_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    file = write_judgements(tmp_path) / "demands.jsonl"
    file.write_bytes(b'{"id": "D1", "text": "spring"}\n{"id": "D2", "text": "l\xf2 xo"}\n')
    with pytest.raises(EvaluationError, match=r"demands\.jsonl, line 2: is not UTF-8"):
        read_texts(tmp_path)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("D1 S1 2", r"has 1 column\(s\)"),
        ("D9\tS1\t2", r"demand 'D9' is not in demands\.jsonl"),
        ("D1\tS9\t2", r"supplier 'S9' is not in suppliers\.jsonl"),
        ("D1\tS1\tgood", "grade 'good' is no whole number"),
        ("D1\tS1\t-1", "grade '-1' is no whole number"),
        ("D3\tS4\t1", "D3 and S4 have grade 2 already"),
    ],
)
def test_a_broken_judgement_is_named(tmp_path: Path, row: str, expected: str) -> None:
    write_judgements(tmp_path, grades=["D3\tS4\t2", row])
    with pytest.raises(EvaluationError, match=rf"qrels\.tsv, line 2: {expected}"):
        labels_of(tmp_path)


def test_a_code_that_the_taxonomy_does_not_have_is_named(tmp_path: Path) -> None:
    demands = [*DEMANDS[:1], {"id": "D2", "text": "x", "category_codes": ["MET-XXX"]}]
    write_judgements(tmp_path, demands=demands, grades=["D1\tS1\t2"])
    with pytest.raises(EvaluationError, match=r"demands\.jsonl, line 2: .*'MET-XXX' is no code"):
        labels_of(tmp_path)
