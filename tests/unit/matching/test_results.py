import pytest

from app.matching import Eligibility, Evidence, MustHave, Status
from app.matching.results import tier_of, worst_status

MET, UNMET, UNKNOWN, NOT_ASKED = (
    Status.MET,
    Status.UNMET,
    Status.UNKNOWN,
    Status.NOT_APPLICABLE,
)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((), NOT_ASKED),
        ((NOT_ASKED, NOT_ASKED), NOT_ASKED),
        ((NOT_ASKED, MET), MET),
        ((MET, UNKNOWN), UNKNOWN),
        ((UNKNOWN, UNMET, MET), UNMET),
    ],
)
def test_the_worst_status_decides(statuses: tuple[Status, ...], expected: Status) -> None:
    assert worst_status(*statuses) is expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((), Eligibility.ELIGIBLE),
        ((MET, MET), Eligibility.ELIGIBLE),
        ((MET, UNKNOWN), Eligibility.TO_CONFIRM),
        ((UNKNOWN, UNMET), Eligibility.INELIGIBLE),
    ],
)
def test_one_unmet_breaks_and_one_unknown_asks(
    statuses: tuple[Status, ...], expected: Eligibility
) -> None:
    must_haves = tuple(
        MustHave("category", "category", status, Evidence("category.exact")) for status in statuses
    )
    assert tier_of(must_haves) is expected
