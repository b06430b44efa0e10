import os
import subprocess
import sys
from collections import Counter
from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from functools import cache

import phonenumbers
import pytest
from stdnum.vn import mst

from app.demo.market import generate_market
from app.demo.records import DemoCertification, DemoDemand, DemoOrganization, Market
from app.reference import load_reference
from app.reference.units import load_units

TODAY = date(2026, 11, 21)
SUPPLIERS, DEMANDS = 1500, 700
ILLUSTRATIVE = 29
REFERENCE = load_reference()


@cache
def market() -> Market:
    return generate_market(today=TODAY, suppliers=SUPPLIERS, demands=DEMANDS)


def all_demands() -> list[DemoDemand]:
    return [demand for listed in market().demand_lists for demand in listed.demands]


def drawn_demands() -> list[DemoDemand]:
    return all_demands()[ILLUSTRATIVE:]


def organizations() -> list[DemoOrganization]:
    buyers = {listed.buyer.name: listed.buyer for listed in market().demand_lists}
    return [supplier.organization for supplier in market().suppliers] + list(buyers.values())


def certificates() -> list[DemoCertification]:
    return [held for supplier in market().suppliers for held in supplier.certifications]


def percent(part: int, whole: int) -> float:
    return 100 * part / whole


class TestDeterminism:
    def test_the_same_arguments_give_the_same_market(self) -> None:
        assert generate_market(today=TODAY, suppliers=200, demands=120) == generate_market(
            today=TODAY, suppliers=200, demands=120
        )

    def test_another_process_with_another_hash_seed_gives_the_same_market(self) -> None:
        code = (
            "from datetime import date; from hashlib import sha256;"
            "from app.demo.market import generate_market;"
            "made = generate_market(today=date(2026, 11, 21), suppliers=60, demands=60);"
            "print(sha256(repr(made).encode()).hexdigest())"
        )
        digests = {
            subprocess.run(  # noqa: S603 - runs this interpreter on the text above
                [sys.executable, "-c", code],
                env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for seed in ("1", "2")
        }

        assert len(digests) == 1

    def test_a_small_market_is_the_beginning_of_a_large_one(self) -> None:
        small = generate_market(today=TODAY, suppliers=300, demands=0)

        assert small.suppliers == market().suppliers[:300]
        assert small.demand_lists == ()

    def test_demands_do_not_change_when_more_follow(self) -> None:
        small = generate_market(today=TODAY, suppliers=0, demands=150)
        later = {listed.external_id: listed for listed in market().demand_lists}

        for listed in small.demand_lists:
            assert listed.demands == later[listed.external_id].demands[: len(listed.demands)]
            assert listed.buyer == later[listed.external_id].buyer

    def test_another_seed_gives_another_market(self) -> None:
        other = generate_market(today=TODAY, seed=7, suppliers=5, demands=40)

        assert other.suppliers != market().suppliers[:5]

    @pytest.mark.parametrize(("suppliers", "demands"), [(-1, 0), (0, -1)])
    def test_negative_numbers_are_refused(self, suppliers: int, demands: int) -> None:
        with pytest.raises(ValueError, match="-1"):
            generate_market(today=TODAY, suppliers=suppliers, demands=demands)

    def test_dates_move_with_the_day(self) -> None:
        later = TODAY + timedelta(days=400)
        moved = generate_market(today=later, suppliers=300, demands=200)
        needed = [d.needed_by for listed in moved.demand_lists for d in listed.demands]

        assert all(day is None or day > later for day in needed)


class TestSyntheticData:
    def test_everything_says_that_it_is_synthetic(self) -> None:
        assert {o.data_origin for o in organizations()} == {"synthetic"}
        assert {s.data_origin for s in market().suppliers} == {"synthetic"}
        assert {listed.data_origin for listed in market().demand_lists} == {"synthetic"}
        assert {demand.data_origin for demand in all_demands()} == {"synthetic"}
        assert all("ynthetic" in d.notes for d in drawn_demands())

    def test_tax_codes_are_valid_and_unique(self) -> None:
        codes = [o.tax_code for o in organizations() if o.tax_code is not None]

        assert len(codes) > SUPPLIERS
        assert len(set(codes)) == len(codes)
        assert all(mst.is_valid(code) and code.startswith("99") for code in codes)

    def test_a_company_abroad_has_a_placeholder_number(self) -> None:
        foreign = [o for o in organizations() if o.tax_code is None]

        assert {o.country for o in foreign} == {"HK", "JP", "DE", "US"}
        for company in foreign:
            assert company.foreign_registration_number is not None
            assert company.foreign_registration_number.startswith(("DEMO-", "ILLUSTRATIVE-"))

    def test_addresses_on_the_network_lie_in_reserved_domains(self) -> None:
        for company in organizations():
            assert company.website is None or company.website.endswith(".example")
            for contact in company.contacts:
                assert contact.email.endswith((".example", "@example.com"))
                assert contact.email.isascii()

    def test_telephone_numbers_are_possible_but_not_assigned(self) -> None:
        for company in organizations():
            for contact in company.contacts:
                number = phonenumbers.parse(contact.phone, "VN")
                assert phonenumbers.is_possible_number(number)
                assert not phonenumbers.is_valid_number(number)

    def test_certificates_have_plainly_invented_numbers_and_issuers(self) -> None:
        for held in certificates():
            assert held.number is None or held.number.startswith("DEMO-")
            assert held.issuer is None or "fict" in held.issuer or "hư cấu" in held.issuer
            assert held.verified_by is None or "fict" in held.verified_by

    def test_names_are_given_once(self) -> None:
        names = [o.name.casefold() for o in organizations()]

        assert len(set(names)) == len(names)

    def test_identifiers_are_unique(self) -> None:
        identifiers = [s.external_id for s in market().suppliers]
        identifiers += [d.external_id for d in all_demands()]
        identifiers += [listed.external_id for listed in market().demand_lists]

        assert len(set(identifiers)) == len(identifiers) == SUPPLIERS + DEMANDS + 17


class TestSuppliers:
    def test_codes_exist_in_the_reference(self) -> None:
        for supplier in market().suppliers:
            for capability in supplier.capabilities:
                assert capability.category is None or capability.category in REFERENCE.categories
                for amount in (capability.monthly_capacity, capability.moq):
                    assert amount is None or (amount.unit in load_units() and amount.value > 0)
            assert all(h.code in REFERENCE.certifications for h in supplier.certifications)

    def test_places_agree_with_the_reference(self) -> None:
        for supplier in market().suppliers:
            for site in supplier.sites:
                assert site.province in REFERENCE.places.current
                if site.legacy_province is not None:
                    legacy = REFERENCE.places.legacy[site.legacy_province]
                    assert legacy.successor_code == site.province
                    if site.latitude is not None and site.longitude is not None:
                        assert abs(site.latitude - legacy.latitude) < 0.1
                        assert abs(site.longitude - legacy.longitude) < 0.1
                assert (site.latitude is None) == (site.longitude is None)

    def test_no_text_is_empty_or_too_long(self) -> None:
        for supplier in market().suppliers:
            assert 1 <= len(supplier.capabilities) <= 6
            assert len(supplier.organization.name) <= 300
            assert supplier.organization.contacts
            for capability in supplier.capabilities:
                assert capability.text.strip()
                assert "{" not in capability.text
                for text in (*capability.materials, *capability.machines, *capability.processes):
                    assert 0 < len(text) <= 200

    def test_dates_and_years_are_plausible(self) -> None:
        for held in certificates():
            if held.issued_on is not None:
                assert held.issued_on <= TODAY
                assert held.expires_on is None or held.issued_on < held.expires_on
            assert (held.verified_by is None) == (held.verified_on is None)
            assert held.verified_on is None or held.verified_on <= TODAY
        for supplier in market().suppliers:
            assert supplier.founded_year is None or 1989 <= supplier.founded_year < TODAY.year
            assert supplier.employees is None or supplier.employees > 0

    def test_void_editions_are_marked(self) -> None:
        void = [held for held in certificates() if held.void_since is not None]

        assert void
        assert {held.as_written for held in void} <= {"ISO 9001:2008", "ISO/TS 16949:2009"}
        assert all(held.void_since == date(2018, 9, 15) for held in void if "9001" in held.code)

    def test_shares_are_those_of_the_market(self) -> None:
        suppliers = market().suppliers
        capabilities = [c for supplier in suppliers for c in supplier.capabilities]
        places = Counter(s.sites[0].legacy_province for s in suppliers if s.sites)
        quality = [held for held in certificates() if held.code == "ISO-9001"]
        dated = [held.expires_on for held in quality if held.expires_on is not None]

        assert 49 < percent(len(quality), len(suppliers)) < 61
        assert 5 < percent(sum(day < TODAY for day in dated), len(quality)) < 12
        soon = sum(TODAY <= day <= TODAY + timedelta(days=90) for day in dated)
        assert 6 < percent(soon, len(quality)) < 16
        assert (
            40
            < percent(sum(c.monthly_capacity is not None for c in capabilities), len(capabilities))
            < 51
        )
        assert 2 < percent(sum(c.category is None for c in capabilities), len(capabilities)) < 7
        assert places.most_common(1)[0][0] == "79"
        assert {"74", "75", "01", "27", "80"} <= {code for code, _ in places.most_common(8)}
        assert len(places) > 30
        assert any(not supplier.sites for supplier in suppliers)
        assert any(len(supplier.sites) == 3 for supplier in suppliers)
        assert any(site.legacy_province is None for s in suppliers for site in s.sites)

    def test_some_profiles_list_no_certificate_without_saying_that_there_is_none(self) -> None:
        silent = [s for s in market().suppliers if not s.certifications]

        assert any(not supplier.certifications_complete for supplier in silent)
        assert any(supplier.certifications_complete for supplier in silent)

    def test_texts_have_the_habits_of_real_ones(self) -> None:
        texts = [c.text for supplier in market().suppliers for c in supplier.capabilities]

        assert 3 < percent(sum(text.isupper() for text in texts), len(texts)) < 9
        assert any("SX" in text.split() for text in texts)
        assert any(any("぀" <= sign <= "ヿ" for sign in text) for text in texts)
        assert any(any("가" <= sign <= "힣" for sign in text) for text in texts)
        unmarked = sum(text.isascii() and "San pham" in text for text in texts)
        assert unmarked


class TestDemands:
    def test_the_first_list_is_illustrative_and_says_so(self) -> None:
        first = market().demand_lists[0]

        assert "TTI" in first.buyer.name
        assert first.buyer.tax_code is None
        assert first.buyer.foreign_registration_number == "ILLUSTRATIVE-TTI"
        assert len(first.demands) == ILLUSTRATIVE
        for demand in first.demands:
            assert "Illustrative line; only the four fields are public" in demand.notes
            assert "Dòng minh họa" in demand.notes
            assert demand.status == "open"
            assert demand.delivery is not None
            assert demand.delivery.legacy_province in ("79", "74", "75")

    def test_buyers_come_from_several_countries(self) -> None:
        lists = market().demand_lists

        assert len({listed.buyer.name for listed in lists}) == 15
        assert len({(listed.buyer.name, listed.name) for listed in lists}) == len(lists)

    def test_codes_exist_in_the_reference(self) -> None:
        for demand in all_demands():
            certificate_codes = demand.required_certifications + demand.preferred_certifications
            assert demand.name.strip()
            assert all(code in REFERENCE.categories for code in demand.categories)
            assert all(code in REFERENCE.certifications for code in certificate_codes)
            assert len(set(certificate_codes)) == len(certificate_codes)
            assert all(key in REFERENCE.places for key in demand.allowed_places)
            assert demand.unit is None or demand.unit in load_units()

    def test_fields_that_belong_together_come_together(self) -> None:
        for demand in all_demands():
            assert (demand.quantity is None) == (demand.unit is None) == (demand.period is None)
            assert demand.quantity is None or demand.quantity > 0
            assert demand.max_distance_km is None or demand.delivery is not None
            assert demand.needed_by is None or demand.needed_by > TODAY

    def test_shares_are_those_of_real_lists(self) -> None:
        demands = drawn_demands()
        count = len(demands)

        def share(picked: list[bool]) -> float:
            return percent(sum(picked), count)

        assert 38 < share([d.quantity is not None for d in demands]) < 54
        assert 24 < share([bool(d.required_certifications) for d in demands]) < 37
        assert 9 < share([bool(d.preferred_certifications) for d in demands]) < 22
        assert 64 < share([d.delivery is not None for d in demands]) < 77
        assert 7 < share([bool(d.allowed_places) for d in demands]) < 17
        assert 5 < share([d.max_distance_km is not None for d in demands]) < 15
        assert 33 < share([d.needed_by is not None for d in demands]) < 47
        assert 10 < share([d.buyer_hidden for d in demands]) < 20
        assert 78 < share([d.status == "open" for d in demands]) < 93
        assert 63 < share([len(d.categories) == 1 for d in demands]) < 78
        assert 13 < share([not d.categories for d in demands]) < 27
        assert 5 < share([len(d.categories) == 2 for d in demands]) < 15


def test_records_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        market().suppliers[0].description = ""  # type: ignore[misc]
