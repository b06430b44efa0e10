from dataclasses import fields

from app.matching import CRITERIA, Parameters, Weights
from app.reference.text import fold


def test_every_weight_has_its_criterion_in_the_same_order() -> None:
    assert [item.name for item in CRITERIA] == [item.name for item in fields(Weights)]


def test_every_criterion_documents_itself_in_both_languages() -> None:
    for criterion in CRITERIA:
        assert len(criterion.documentation_en.split()) > 50
        assert len(criterion.documentation_vi.split()) > 50
        assert fold(criterion.documentation_vi) != criterion.documentation_vi.casefold()


def test_every_parameter_belongs_to_one_criterion() -> None:
    listed = [spec.name for criterion in CRITERIA for spec in criterion.parameters]
    assert sorted(listed) == sorted(item.name for item in fields(Parameters))
