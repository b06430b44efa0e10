import pytest
from stdnum.vn import mst

from app.demo.tax_codes import MAX_SUPPLIERS, buyer_tax_code, supplier_tax_code

FAR_APART = [0, 1, 2, 999, 4_999, 99_999, MAX_SUPPLIERS - 1]


@pytest.mark.parametrize("index", FAR_APART)
def test_codes_pass_the_check_digit(index: int) -> None:
    assert mst.is_valid(supplier_tax_code(index))


def test_every_code_is_different_and_valid() -> None:
    codes = [supplier_tax_code(index) for index in range(20_000)]
    codes += [buyer_tax_code(index) for index in range(1_000)]

    assert len(set(codes)) == len(codes)
    assert all(mst.is_valid(code) for code in codes)


def test_codes_stand_under_a_prefix_of_no_tax_office() -> None:
    codes = [supplier_tax_code(index) for index in range(5_000)]

    assert {code[:2] for code in codes} == {"99"}


@pytest.mark.parametrize("index", [-1, MAX_SUPPLIERS])
def test_a_supplier_beyond_the_range_is_refused(index: int) -> None:
    with pytest.raises(ValueError, match=str(index)):
        supplier_tax_code(index)


@pytest.mark.parametrize("index", [-1, 1_000])
def test_a_buyer_beyond_the_range_is_refused(index: int) -> None:
    with pytest.raises(ValueError, match=str(index)):
        buyer_tax_code(index)
