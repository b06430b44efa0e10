from datetime import date, timedelta

import pytest

from app.matching import HeldCertification, Status
from app.matching.results import Judgement
from tests.unit.matching.builders import TODAY, a_demand, a_supplier, held, judged

NEEDED = date(2027, 6, 1)
DAY = timedelta(days=1)


def judge(
    *certificates: HeldCertification,
    required: tuple[str, ...] = ("ISO-9001",),
    preferred: tuple[str, ...] = (),
    complete: bool = False,
    needed_by: date | None = NEEDED,
) -> Judgement:
    demand = a_demand(
        required_certifications=required, preferred_certifications=preferred, needed_by=needed_by
    )
    supplier = a_supplier(certifications=certificates, certifications_complete=complete)
    return judged("certification", demand, supplier)


def test_a_certificate_in_force_on_the_day_needed_is_met() -> None:
    judgement = judge(held("ISO-9001", NEEDED + DAY))
    assert (judgement.status, judgement.value) == (Status.MET, 10_000)
    assert judgement.evidence[0].code == "certification.valid"


def test_the_day_of_expiry_still_counts() -> None:
    assert judge(held("ISO-9001", NEEDED)).status is Status.MET
    assert judge(held("ISO-9001", TODAY), needed_by=None).status is Status.MET


def test_a_certificate_that_ends_before_the_day_needed_is_a_question_that_names_the_date() -> None:
    judgement = judge(held("ISO-9001", NEEDED - DAY))
    assert judgement.status is Status.UNKNOWN
    assert judgement.evidence[0].code == "certification.expiring"
    assert judgement.evidence[0].params["until"] == NEEDED - DAY


def test_a_day_needed_in_the_past_is_judged_today() -> None:
    judgement = judge(held("ISO-9001", TODAY), needed_by=TODAY - DAY)
    assert judgement.status is Status.MET


def test_a_lapsed_certificate_is_unmet_whether_the_list_is_complete_or_not() -> None:
    for complete in (True, False):
        judgement = judge(held("ISO-9001", TODAY - DAY), complete=complete)
        assert judgement.status is Status.UNMET
        assert judgement.evidence[0].code == "certification.lapsed"


def test_a_void_edition_is_unmet_although_the_certificate_runs_on() -> None:
    judgement = judge(held("ISO-9001", NEEDED + DAY, void_since=date(2018, 9, 15)))
    assert judgement.status is Status.UNMET
    assert judgement.evidence[0].code == "certification.void"
    assert judgement.evidence[0].params["on"] == date(2018, 9, 14)


def test_an_edition_that_becomes_void_before_the_day_needed_is_a_question() -> None:
    judgement = judge(held("ISO-9001", NEEDED + DAY, void_since=NEEDED))
    assert judgement.evidence[0].code == "certification.expiring"


def test_a_withdrawn_standard_is_void_without_anybody_saying_so() -> None:
    judgement = judge(held("OHSAS-18001", NEEDED + DAY), required=("OHSAS-18001",))
    assert judgement.evidence[0].code == "certification.void"


def test_an_expiry_that_is_not_stated_is_a_question() -> None:
    judgement = judge(held("ISO-9001"))
    assert judgement.status is Status.UNKNOWN
    assert judgement.evidence[0].code == "certification.no_expiry"


def test_a_declaration_that_never_expires_is_met() -> None:
    judgement = judge(held("ROHS"), required=("ROHS",))
    assert judgement.status is Status.MET
    assert judgement.evidence[0].code == "certification.valid_always"


def test_a_certificate_issued_in_the_future_is_a_question() -> None:
    judgement = judge(held("ISO-9001", NEEDED + DAY, issued_on=TODAY + DAY))
    assert judgement.status is Status.UNKNOWN
    assert judgement.evidence[0].code == "certification.not_yet"
    assert judge(held("ISO-9001", NEEDED, issued_on=TODAY)).status is Status.MET


def test_a_certificate_that_contains_the_one_asked_for_satisfies_it() -> None:
    judgement = judge(held("IATF-16949", NEEDED))
    assert judgement.status is Status.MET
    assert judgement.evidence[0].code == "certification.satisfied_by"
    assert judgement.evidence[0].params["held"] == "IATF-16949"


def test_what_is_documented_not_to_satisfy_does_not() -> None:
    judgement = judge(held("ISO-13485", NEEDED), complete=True)
    assert judgement.evidence[0].code == "certification.not_held"


def test_a_certificate_that_the_buyer_may_accept_is_a_question_with_the_reason() -> None:
    for complete in (True, False):
        judgement = judge(held("API-Q1", NEEDED), complete=complete)
        assert judgement.status is Status.UNKNOWN
        assert judgement.evidence[0].code == "certification.ask_buyer"
        assert judgement.evidence[0].params["reason_en"]


def test_a_lapsed_certificate_that_the_buyer_might_have_accepted_is_nothing() -> None:
    judgement = judge(held("API-Q1", TODAY - DAY), complete=True)
    assert judgement.evidence[0].code == "certification.not_held"
    assert judge(held("API-Q1")).evidence[0].code == "certification.ask_buyer"


def test_absence_is_a_no_only_when_the_list_is_complete() -> None:
    assert judge(complete=True).status is Status.UNMET
    assert judge(complete=True).value == 0
    assert judge().status is Status.UNKNOWN
    assert judge().value > 0


def test_the_best_certificate_counts() -> None:
    lapsed, valid = held("ISO-9001", TODAY - DAY), held("IATF-16949", NEEDED)
    assert judge(lapsed, valid) == judge(valid, lapsed)
    assert judge(lapsed, valid).status is Status.MET


def test_a_better_certificate_is_worth_more() -> None:
    values = [
        judge(held("ISO-9001", NEEDED), complete=True).value,
        judge(held("ISO-9001", NEEDED - DAY), complete=True).value,
        judge(held("ISO-9001"), complete=True).value,
        judge(held("API-Q1", NEEDED), complete=True).value,
        judge(held("ISO-9001", TODAY - DAY), complete=True).value,
        judge(complete=True).value,
    ]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == len(values)


def test_of_equally_good_certificates_the_one_asked_for_is_named() -> None:
    evidence = judge(held("IATF-16949", NEEDED + DAY), held("ISO-9001", NEEDED)).evidence[0]
    assert evidence.code == "certification.valid"


def test_every_required_certificate_is_a_must_have() -> None:
    judgement = judge(held("ISO-9001", NEEDED), required=("ISO-9001", "ISO-14001"), complete=True)
    assert [item.key for item in judgement.must_haves] == [
        "certification:ISO-9001",
        "certification:ISO-14001",
    ]
    assert judgement.status is Status.UNMET
    assert judgement.value == 5_000


def test_a_preferred_certificate_moves_the_value_by_half_and_is_no_must_have() -> None:
    judgement = judge(held("ISO-9001", NEEDED), preferred=("ISO-14001",), complete=True)
    assert judgement.status is Status.MET
    assert judgement.value == 6_666
    assert len(judgement.must_haves) == 1
    assert len(judgement.evidence) == 2


@pytest.mark.parametrize(("complete", "status"), [(True, Status.UNMET), (False, Status.UNKNOWN)])
def test_preferred_certificates_alone_show_a_status_without_must_have(
    complete: bool,
    status: Status,
) -> None:
    judgement = judge(required=(), preferred=("ISO-14001",), complete=complete)
    assert judgement.status is status
    assert judgement.must_haves == ()


def test_a_certificate_both_required_and_preferred_counts_once() -> None:
    judgement = judge(preferred=("ISO-9001", "ISO-9001"))
    assert len(judgement.evidence) == 1


def test_a_held_code_that_the_table_does_not_hold_is_passed_over() -> None:
    assert judge(held("NO-SUCH", NEEDED)).evidence[0].code == "certification.unknown"


def test_a_demand_without_certificates_asks_nothing() -> None:
    assert judge(required=()).status is Status.NOT_APPLICABLE
