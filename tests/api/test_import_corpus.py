"""Every spreadsheet of the corpus, sent as people send it: what is kept, asked and refused."""

import pytest

from tests.corpus.cases import Case
from tests.corpus.corpus import CORPUS
from tests.factories.client import Client, Json
from tests.factories.imports import assert_counts, codes_of_row, confirm, rows_of, send
from tests.factories.organizations import make_buyer, make_key

READ = [case for case in CORPUS if case.refusal is None]
REFUSED = [case for case in CORPUS if case.refusal is not None]
LEAST = 25
"""Spreadsheets that the corpus has at least."""


def _sender(centre: Client, case: Case) -> Client:
    """Speak as whoever sends such a list."""
    if case.kind == "suppliers":
        return centre
    return make_key(centre, "buyer", make_buyer(centre)["id"])


@pytest.mark.parametrize("case", READ, ids=lambda case: case.filename)
def test_what_is_kept_asked_and_refused_is_as_a_careful_officer_would(
    case: Case, centre: Client
) -> None:
    sender = _sender(centre, case)
    answer = send(sender, case.make(), case.filename, kind=case.kind)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    rows = {row["number"]: row for row in rows_of(sender, made)}
    _assert_counts(made, case, rows)
    assert _codes(rows, "needs_review") == dict(case.asked)
    assert _codes(rows, "invalid") == dict(case.refused)
    for number, codes in case.guesses.items():
        assert codes <= {guess["code"] for guess in rows[number]["guesses"]}, number
    for number, says in case.says.items():
        assert {column: rows[number]["becomes"].get(column) for column in says} == says
    assert case.facts <= {fact["code"] for fact in made["layout"]["facts"]}
    _assert_confirmed(sender, made, case)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.filename)
def test_what_cannot_be_read_is_refused_in_words(case: Case, centre: Client) -> None:
    answer = send(_sender(centre, case), case.make(), case.filename)
    told = answer.json()
    assert (answer.status_code, told["code"]) == case.refusal
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert told["detail"]


def test_the_corpus_is_large_enough_and_names_each_file_once() -> None:
    assert len(CORPUS) >= LEAST
    assert len({case.filename for case in CORPUS}) == len(CORPUS)
    assert all(case.make.__doc__ for case in CORPUS)


def _assert_counts(made: Json, case: Case, rows: dict[int, Json]) -> None:
    assert_counts(made)
    counts = made["counts"]
    expected = (case.read, case.kept, len(case.asked), len(case.refused))
    read = tuple(counts[name] for name in ("read", "ready", "needs_review", "invalid"))
    assert read == expected, {n: (r["state"], codes_of_row(r)) for n, r in rows.items()}
    assert len(rows) == case.read


def _codes(rows: dict[int, Json], state: str) -> dict[int, set[str]]:
    return {number: set(codes_of_row(row)) for number, row in rows.items() if row["state"] == state}


def _assert_confirmed(sender: Client, made: Json, case: Case) -> None:
    """Confirm it: what was kept is written, and nothing else."""
    tried = confirm(sender, made, dry_run="true")
    assert tried.status_code == 200, tried.text
    outcome = confirm(sender, made).json()
    assert outcome["written"] == tried.json()["written"]
    assert sum(outcome["written"].values()) + outcome["asked"] == case.kept
    path = "/v1/demands" if case.kind == "demands" else "/v1/suppliers"
    stored = sender.get(path, params={"limit": "200"}).json()["items"]
    assert len(stored) == case.kept - outcome["asked"]
