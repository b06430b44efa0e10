"""Whatever is sent: an answer that says what to do, and every row of the file in one place."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.imports.columns import ImportKind
from tests.corpus.corpus import CORPUS
from tests.factories.client import Client, Json
from tests.factories.imports import IMPORTS, assert_counts, confirm, rows_of, send
from tests.factories.odd_tables import OddFile, odd_files
from tests.factories.organizations import make_buyer, make_key

REFUSALS = {413, 415, 422}
SHARED = settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""The register fills up from one example to the next, as it does in life."""

SMALL = [content for case in CORPUS if case.opens and len(content := case.make()) < 30_000]
PIECES = (b"", b"\0", b"\xff\xff", b"<", b'"', b"&x;", b"\r\n", b"9" * 30, b"PK\x03\x04")


@pytest.fixture
def buyer(centre: Client) -> Client:
    """Speak as a buyer."""
    return make_key(centre, "buyer", make_buyer(centre)["id"])


def _assert_answered(sender: Client, content: bytes, name: str, kind: ImportKind) -> Json | None:
    """Send a file and do with it what people do; return its preview if it can be read."""
    answer = send(sender, content, name, kind=kind)
    if answer.status_code in REFUSALS:
        assert answer.json()["code"]
        return None
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    assert_counts(made)
    answers = (
        confirm(sender, made, dry_run="true"),
        sender.get(f"{IMPORTS}/{made['id']}/report.xlsx"),
        confirm(sender, made),
        confirm(sender, made, mode="strict"),
    )
    assert {answer.status_code for answer in answers} <= {200, 409, 422}
    after: Json = sender.get(f"{IMPORTS}/{made['id']}").json()
    assert_counts(after)
    assert after["counts"]["read"] == made["counts"]["read"]
    return made


@SHARED
@given(file=odd_files())
def test_every_row_below_the_header_is_read_once_and_those_above_are_shown(
    file: OddFile, centre: Client, buyer: Client
) -> None:
    sender = buyer if file.kind == "demands" else centre
    made = _assert_answered(sender, file.content, f"odd.{file.format}", file.kind)
    if made is None:
        return
    layout = made["layout"]
    numbers = [row["number"] for row in rows_of(sender, made)]
    filled = file.filled[layout["sheet"]]
    assert numbers == sorted(number for number in filled if number >= layout["first_row"])
    assert made["counts"]["read"] == len(numbers)
    shown = {*layout["header_rows"], *(row["number"] for row in layout["title_rows"])}
    above = {number for number in filled if number < layout["first_row"]}
    assert len(above - shown) <= 1  # only a row that numbers the columns is not shown


@SHARED
@given(
    content=st.sampled_from(SMALL),
    changes=st.lists(
        st.tuples(st.floats(0, 1), st.sampled_from(PIECES), st.integers(0, 40)),
        min_size=1,
        max_size=5,
    ),
)
def test_a_file_that_was_changed_on_its_way_is_read_or_refused(
    content: bytes, changes: list[tuple[float, bytes, int]], centre: Client
) -> None:
    for place, piece, gone in changes:
        at = int(place * len(content))
        content = content[:at] + piece + content[at + gone :]
    _assert_answered(centre, content, "changed.xlsx", "suppliers")
