"""Merging and undoing: nothing that refers to a company is forgotten, and all of it comes back."""

from random import Random

import httpx
import pytest
from sqlalchemy import update

from app.core.database import Database
from app.core.principal import COMMAND_LINE
from app.core.versions import AnyVersion
from app.duplicates import planning, profiles
from app.duplicates.merging import MergeService, Wish
from app.duplicates.row_repository import HANDLED_ELSEWHERE, belonging_columns
from app.duplicates.service import CompanyFacts, DuplicateService
from app.duplicates.undoing import UndoService
from app.models import Base, Import, Organization, SupplierProfile
from tests.api.conftest import Server
from tests.factories.client import Client, Json
from tests.factories.demands import demand_body, make_demand
from tests.factories.markets import Draws
from tests.factories.organizations import make_key, new_tax_code
from tests.factories.races import race
from tests.integration.duplicates.states import state_of

ANY = AnyVersion()


def merge(database: Database, survivor_id: str, merged_id: str) -> str:
    with database.write() as session:
        wish = Wish(survivor_id, merged_id, "", ANY, ANY)
        return MergeService(session, COMMAND_LINE).merge(wish).id


def undo(database: Database, merge_id: str) -> None:
    with database.write() as session:
        UndoService(session, COMMAND_LINE).undo(merge_id)


def ask_to_merge(centre: Client, survivor_id: str, merged_id: str) -> httpx.Response:
    path = f"/v1/organizations/{survivor_id}/merge"
    return centre.post(path, json={"merged_id": merged_id}, headers={"If-Match": "*"})


class Companies:
    """Companies on which things of every kind hang, drawn at random.

    Args:
        centre: Makes them.
        seed: The same seed draws the same.
    """

    def __init__(self, centre: Client, seed: int) -> None:
        self.centre = centre
        self.random = Random(seed)  # noqa: S311 - a test, not a secret
        self.draws = Draws(seed)
        self.with_tax_code = self.random.randrange(3)

    def some(self, **fields: object) -> Json:
        """Keep some of the fields."""
        return {name: value for name, value in fields.items() if self.random.random() < 0.5}

    def make(self, position: int) -> Json:
        """Make one company; only one of them has a tax code."""
        fields = self.some(
            name_en=f"Company {position}",
            website="https://cong-ty.example",
            address="12 Lê Lợi, Quận 1, TP.HCM",
        )
        if position == self.with_tax_code:
            fields["tax_code"] = new_tax_code()
        sides = self.random.choice([["is_buyer"], ["is_supplier"], ["is_buyer", "is_supplier"]])
        body = {"name": f"Công ty {position}", **fields, **dict.fromkeys(sides, True)}
        company = self.centre.made("/v1/organizations", body)
        self._fill(company, position)
        return company

    def _fill(self, company: Json, position: int) -> None:
        path = f"/v1/organizations/{company['id']}/contacts"
        for number in range(self.random.randrange(3)):
            self.centre.made(path, {"name": f"Anh {position}.{number}"})
        for role in ("buyer", "supplier"):
            if company[f"is_{role}"]:
                make_key(self.centre, role, company["id"])
        if company["is_buyer"]:
            self._buy(company)
        if company["is_supplier"] and self.random.random() < 0.9:
            body = {
                "organization_id": company["id"],
                **self.draws.supplier(),
                **self.some(
                    description="Ép nhựa",
                    employees=50,
                    languages=["vi", self.random.choice(["en", "ja"])],
                    external_id=f"NCC-{position}",
                    is_active=False,
                ),
            }
            self.centre.made("/v1/suppliers", body)

    def _buy(self, company: Json) -> None:
        for number in range(self.random.randrange(3)):
            body = {
                "buyer_id": company["id"],
                "name": f"Đợt {number}",
                "external_id": f"D-{number}",
                "demands": [demand_body(external_id=str(n)) for n in range(2)],
            }
            self.centre.made("/v1/demand-lists", body)
        if self.random.random() < 0.5:
            make_demand(self.centre, company["id"])


@pytest.mark.parametrize("seed", range(12))
def test_undoing_a_merge_restores_every_row(seed: int, server: Server, centre: Client) -> None:
    companies = Companies(centre, seed)
    ids = [companies.make(position)["id"] for position in range(3)]
    before = state_of(server.database)
    first = merge(server.database, ids[0], ids[1])
    between = state_of(server.database)
    assert between != before
    second = merge(server.database, *companies.random.choice([(ids[0], ids[2]), (ids[2], ids[0])]))
    undo(server.database, second)
    assert state_of(server.database) == between
    undo(server.database, first)
    assert state_of(server.database) == before


def test_every_reference_to_organizations_is_moved_or_handled() -> None:
    referring = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "organizations"
    }
    assert set(belonging_columns()) | HANDLED_ELSEWHERE == referring
    assert not set(belonging_columns()) & HANDLED_ELSEWHERE
    for name, _ in belonging_columns():
        assert [column.name for column in Base.metadata.tables[name].primary_key] == ["id"]


def test_every_column_of_a_company_and_its_profile_has_a_rule() -> None:
    company = {*planning.FILLED, *planning.SIDES, "tax_code", "foreign_registration_number"}
    own = {"id", "name", "search_text", "country", "data_origin", "merged_into_id"}
    counted = {"created_at", "updated_at", "version"}
    assert company | own | counted == set(Organization.__table__.columns.keys())
    profile = {*profiles.FILLED, *profiles.UNITED, "external_id", "is_active", "reading"}
    own = {"id", "organization_id", "certifications_complete", "data_origin"}
    assert profile | own | counted == set(SupplierProfile.__table__.columns.keys())


def test_nothing_that_belongs_to_the_merged_one_stays_behind(
    server: Server, centre: Client
) -> None:
    companies = Companies(centre, 4)
    survivor, merged = (companies.make(position)["id"] for position in range(2))
    with server.database.write() as session:
        file = Import(
            kind="demands",
            filename="a.csv",
            sha256="",
            size=1,
            sender=merged,
            source="",
            buyer_id=merged,
            created_by="key",
            fingerprint="",
        )
        session.add(file)
    merge(server.database, survivor, merged)
    state = state_of(server.database)
    assert state["imports"][file.id]["buyer_id"] == survivor
    for table, column in belonging_columns():
        assert merged not in {row[column] for row in state[table].values()}, table


@pytest.mark.parametrize("seed", range(4))
def test_of_merges_at_once_that_contradict_each_other_one_wins(seed: int, centre: Client) -> None:
    companies = Companies(centre, seed)
    companies.with_tax_code = -1
    a, b, c = (companies.make(position)["id"] for position in range(3))
    # The one into the other, the other into the one, and the same one into a third.
    answers = race(
        lambda: ask_to_merge(centre, a, b),
        lambda: ask_to_merge(centre, b, a),
        lambda: ask_to_merge(centre, c, b),
    )
    codes = [answer.status_code for answer in answers]
    assert set(codes) == {201, 409}, [answer.text for answer in answers]
    gone = [centre.get(f"/v1/organizations/{row}").json()["merged_into_id"] for row in (a, b, c)]
    assert sum(row is not None for row in gone) == codes.count(201)


@pytest.mark.parametrize("seed", range(4))
def test_a_demand_posted_during_a_merge_ends_with_the_survivor(seed: int, centre: Client) -> None:
    survivor, merged = (
        centre.made("/v1/organizations", {"name": f"Bên mua {seed}.{n}", "is_buyer": True})["id"]
        for n in range(2)
    )
    answers = race(
        lambda: centre.post("/v1/demands", json=demand_body(buyer_id=merged)),
        lambda: ask_to_merge(centre, survivor, merged),
        lambda: centre.post("/v1/demands", json=demand_body(buyer_id=merged)),
    )
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    found = centre.get("/v1/demands", params={"buyer_id": survivor}).json()["items"]
    assert len(found) == 2


def test_a_change_that_knows_the_state_before_the_merge_is_refused(centre: Client) -> None:
    first, second = (
        centre.made("/v1/organizations", {"name": f"Bên mua {n}", "is_buyer": True}) for n in "ab"
    )
    path = f"/v1/organizations/{first['id']}"
    etag = centre.get(path).headers["etag"]
    body = {"merged_id": second["id"], "merged_etag": '"7"'}
    stale = centre.post(f"{path}/merge", json=body, headers={"If-Match": etag})
    assert stale.status_code == 412
    body["merged_etag"] = centre.get(f"/v1/organizations/{second['id']}").headers["etag"]
    assert centre.post(f"{path}/merge", json=body, headers={"If-Match": etag}).status_code == 201
    assert centre.patch(path, {"website": "https://a.example"}, etag).status_code == 412


def test_a_row_without_owner_is_not_lost_when_a_merge_is_undone(
    server: Server, centre: Client
) -> None:
    survivor, merged = (
        centre.made("/v1/organizations", {"name": f"Bên mua {n}", "is_buyer": True})["id"]
        for n in "ab"
    )
    with server.database.write() as session:
        file = Import(
            kind="demands",
            filename="a.csv",
            sha256="",
            size=1,
            sender=merged,
            source="",
            buyer_id=merged,
            created_by="key",
            fingerprint="",
        )
        session.add(file)
    done = merge(server.database, survivor, merged)
    with server.database.write() as session:
        session.execute(update(Import).values(buyer_id=None))
    left = centre.post(f"/v1/organization-merges/{done}/undo").json()["left"]
    assert left == [{"entity": "import", "id": file.id, "field": None, "reason": "changed_since"}]
    with server.database.read() as session:
        assert session.get_one(Organization, merged).merged_into_id is None


def test_what_must_not_exist_twice_and_gets_no_suffix_stays_behind(
    server: Server, centre: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.duplicates.planning.RENAMED", {})
    survivor, merged = (
        centre.made("/v1/organizations", {"name": f"Bên mua {n}", "is_buyer": True})["id"]
        for n in "ab"
    )
    lists = [
        centre.made("/v1/demand-lists", {"buyer_id": owner, "name": name})["id"]
        for owner, name in ((survivor, "Đợt 1"), (merged, "Đợt 1"), (merged, "Đợt 2"))
    ]
    done = merge(server.database, survivor, merged)
    shown = centre.get(f"/v1/organization-merges/{done}").json()
    assert shown["stayed"] == [{"entity": "demand_list", "ids": [lists[1]], "reason": "taken"}]
    assert [item["ids"] for item in shown["moved"]] == [[lists[2]]]
    centre.patch(f"/v1/demand-lists/{lists[0]}", {"name": "Đợt 3"})
    centre.patch(f"/v1/demand-lists/{lists[2]}", {"name": "Đợt 1"})
    left = centre.post(f"/v1/organization-merges/{done}/undo").json()["left"]
    kept = {"entity": "demand_list", "id": lists[2], "field": None, "reason": "in_use"}
    assert left == [kept]


def test_an_import_is_told_the_candidates_of_its_rows(server: Server, centre: Client) -> None:
    known = centre.made("/v1/organizations", {"name": "Cơ khí Minh Phát", "is_supplier": True})
    other = centre.made("/v1/organizations", {"name": "Cơ khí Minh Phát", "is_supplier": True})
    rows = [CompanyFacts(number, (name,)) for number, name in enumerate(["Minh Phat", "Sao Mai"])]
    with server.database.write() as session:
        service = DuplicateService(session, COMMAND_LINE)
        for _ in "ab":
            found = service.candidates_for(rows, threshold=500)
            assert {item.organization_id for item in found[0]} == {known["id"], other["id"]}
            assert {item.verdict for item in found[0]} <= {"review", "different"}
            assert found[1] == []
        itself = CompanyFacts(1, ("Cơ khí Minh Phát",), organization_id=known["id"])
        assert len(service.candidates_for([itself])[1]) == 1
        decision = service.create_distinction(known["id"], other["id"])
        assert service.candidates_for([itself]) == {1: []}
        service.delete_distinction(decision.id)
        assert len(service.candidates_for([itself])[1]) == 1


def test_names_of_companies_merged_on_top_of_one_another_lead_to_the_last(
    server: Server, centre: Client
) -> None:
    names = ["Bao bì Đại Thành", "Sao Mai Xanh", "Cơ khí Minh Phát"]
    bottom, middle, top = (
        centre.made("/v1/organizations", {"name": name, "is_supplier": True})["id"]
        for name in names
    )
    merge(server.database, middle, bottom)
    merge(server.database, top, middle)
    for name in names:
        answer = centre.post("/v1/organizations/duplicates/check", json={"names": [name]})
        assert [item["organization"]["id"] for item in answer.json()["items"]] == [top]
