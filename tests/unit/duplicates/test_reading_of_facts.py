"""Addresses, domains and telephone numbers in a form in which the same is equal."""

import pytest

from app.duplicates.addresses import province_of, read_address
from app.duplicates.company import CompanyFacts, read_company
from app.duplicates.internet import own_domains
from app.duplicates.phones import read_phones


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Số 12/5 đường Lê Lợi, P. Bến Nghé, Q.1, TP.HCM", "12/5 Le Loi Street, District 1, HCMC"),
        (
            "Lô A2, Đường số 5, KCN VSIP I, Thuận An, Bình Dương",
            "Lot A2, Street No. 5, VSIP 1 Industrial Park, Binh Duong",
        ),
        ("45 Nguyễn Trãi; Hà Nội", "Số nhà 45, phố Nguyễn Trãi, Hà Nội"),
    ],
)
def test_the_same_premises_are_the_same_in_any_wording(one: str, other: str) -> None:
    premises = read_address(one).premises
    assert premises is not None
    assert premises == read_address(other).premises


@pytest.mark.parametrize(
    "address", ["Đường số 5, KCN VSIP I", "Khu phố 3, P. Tân Phong, Biên Hòa", "Hà Nội", "12, Q.1"]
)
def test_a_vague_address_names_no_premises(address: str) -> None:
    assert read_address(address).premises is None


def test_a_street_is_shared_within_one_park() -> None:
    street = read_address("Đường D3, KCN Sóng Thần 2, Bình Dương")
    assert street.shares_street(read_address("45 D3 Street"))
    assert street.shares_street(read_address("Lô 7, đường D3, KCN Sóng Thần 2"))
    assert not street.shares_street(read_address("Lô 7, đường D3, KCN Amata"))
    assert not street.shares_street(read_address("Lô 7, đường D4, KCN Sóng Thần 2"))
    assert not read_address("KCN Amata").shares_street(read_address("KCN Amata"))


def test_a_province_is_known_where_the_address_names_one() -> None:
    assert province_of("KCN VSIP I, Bình Dương") == province_of("Quận 1, TP.HCM") == "79"
    assert province_of("Lô A2") is None


def test_a_company_has_the_domains_that_it_owns() -> None:
    websites = [
        "https://www.nhua.com.vn/gioi-thieu",
        "NHUA.VN.",
        "facebook.com/nhua",
        "http://[x",
        None,
    ]
    emails = ["nhua@gmail.com", "sales@mail.nhua.co.jp", "a@b", None]
    assert own_domains(websites, emails) == {"nhua.com.vn", "nhua.vn", "nhua.co.jp"}
    assert own_domains(["ftp://", "x"], []) == frozenset()


def test_telephone_numbers_are_the_same_however_they_are_written() -> None:
    written = ["028 3829 1234", "+84 28 3829.1234 / (84)28-38291234", None, "gọi sau", "12"]
    assert read_phones(written, "VN") == {"+842838291234"}
    assert read_phones(["2345 6789"], "HK") == {"+85223456789"}


def test_what_says_nothing_is_left_out_of_a_company() -> None:
    facts = CompanyFacts(
        key=1, names=("A", " ", "A"), address="", foreign_registration_number=" - ", country="HK"
    )
    company = read_company(facts)
    assert company.names == ("A",)
    assert (company.registration, company.addresses, company.head) == (None, (), None)


def test_a_foreign_number_is_the_same_with_and_without_dashes() -> None:
    one, other = (
        read_company(CompanyFacts(1, ("A",), country="HK", foreign_registration_number=number))
        for number in ("HK-12 34", "hk1234")
    )
    assert one.registration == other.registration == ("HK", "hk1234")
