"""`ketnoi import` as an operator runs it: a process of its own, on a database file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.core.database import Database
from app.core.migrations import upgrade
from app.core.principal import COMMAND_LINE
from app.models import Demand, Import, SupplierProfile
from app.organizations.schemas import OrganizationCreate
from app.organizations.service import OrganizationService

Run = subprocess.CompletedProcess[str]

GOOD = "Tên công ty;Tỉnh/Thành phố\nCông ty Nhựa A;Bình Dương\nCơ khí B;Đồng Nai\n"
MIXED = "Tên công ty;Số lao động\nCông ty Nhựa A;50\nCơ khí B;-3\n"


class Importing:
    """Runs the command against one database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database(f"sqlite:///{folder / 'ketnoi.db'}")
        upgrade(self.database.engine)

    def __call__(self, kind: str, content: str | bytes, *arguments: str) -> Run:
        file = self.folder / "ncc.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return subprocess.run(  # noqa: S603 - our own command with arguments of our own
            [sys.executable, "-m", "app", "import", kind, str(file), *arguments],
            env={
                **os.environ,
                "KETNOI_DATABASE_URL": str(self.database.engine.url),
                "COLUMNS": "200",
                "NO_COLOR": "1",
            },
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def count(self, table: type) -> int:
        with self.database.read() as session:
            return session.query(table).count()


@pytest.fixture
def importing(tmp_path: Path) -> Importing:
    return Importing(tmp_path)


def test_a_good_file_is_shown_and_written_with_yes(importing: Importing) -> None:
    shown = importing("suppliers", GOOD)
    assert shown.returncode == 1
    assert "header in row 1" in shown.stdout
    assert "Tỉnh/Thành phố" in shown.stdout
    assert "2 new" in shown.stdout
    assert "Nothing was written" in shown.stderr
    assert importing.count(SupplierProfile) == 0
    done = importing("suppliers", GOOD, "--yes")
    assert (done.returncode, importing.count(SupplierProfile)) == (0, 2), done.stderr
    again = importing("suppliers", GOOD, "--yes")
    assert again.returncode == 0
    assert "Written: 0 new, 0 changed, 2 unchanged." in again.stdout


def test_rows_that_wait_are_told_and_reported(importing: Importing, tmp_path: Path) -> None:
    report = tmp_path / "report.xlsx"
    done = importing("suppliers", MIXED, "--yes", "--report", str(report), "--language", "vi")
    assert done.returncode == 1, done.stderr
    assert "Đã ghi: 1 mới" in done.stdout
    assert "không hợp lệ" in done.stdout
    page = load_workbook(report).active
    assert page is not None
    assert [row[0].row for row in page.iter_rows(min_row=2)] == [2]
    strict = importing("suppliers", MIXED.replace("Nhựa A", "Nhựa C"), "--yes", "--strict")
    assert strict.returncode == 2
    assert "Nothing was written" in strict.stderr
    assert importing.count(SupplierProfile) == 1


def test_a_dry_run_keeps_nothing(importing: Importing) -> None:
    assert importing("suppliers", GOOD, "--dry-run").returncode == 0
    assert importing("suppliers", MIXED, "--dry-run").returncode == 1
    assert (importing.count(Import), importing.count(SupplierProfile)) == (0, 0)


def test_a_file_that_must_be_corrected_leaves_nothing_behind(importing: Importing) -> None:
    refused = importing("suppliers", b"%PDF-1.7\n1 0 obj", "--language", "vi")
    assert refused.returncode == 2
    assert refused.stderr.strip()
    nobody = importing("demands", "name\nA\n")
    assert nobody.returncode == 2
    assert "buyer" in nobody.stderr
    assert importing.count(Import) == 0


def test_a_demand_list_goes_to_its_buyer(importing: Importing) -> None:
    with importing.database.write() as session:
        company = OrganizationCreate(name="Bên mua", is_buyer=True)
        buyer = OrganizationService(session, COMMAND_LINE).create_organization(company).id
    options = ("--buyer", buyer, "--list", "Đợt 1", "--status", "open", "--yes")
    done = importing("demands", "name;quantity;unit\nVỏ máy;50;pcs\n", *options)
    assert done.returncode == 0, done.stderr
    with importing.database.read() as session:
        [demand] = session.query(Demand).all()
    assert (demand.name, demand.status) == ("Vỏ máy", "open")
    into = ("--buyer", buyer, "--list", demand.demand_list_id or "", "--yes")
    changed = importing("demands", "name;quantity;unit\nVỏ máy;70;pcs\n", *into)
    assert "1 changed" in changed.stdout, changed.stderr
