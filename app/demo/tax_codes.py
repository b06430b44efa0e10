"""Tax codes that pass every check and belong to nobody, as far as one can know.

A company's tax code is ten digits: two for the tax office that first registered it, seven
running ones, one check digit. The offices were numbered by province, from 01 upwards in the low
sixties; 8 starts numbers of natural persons, and 90 those of foreign suppliers registered over
the portal. No company is known under 99, at the far end. Nobody publishes the list of unused
prefixes, so that is an observation and not a guarantee: a demo code must never leave the demo.
"""

_PREFIX = "99"
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_MODULUS = 11

_SLOTS = 4_999_999
"""Every slot has two running numbers, because one in eleven has no check digit."""
_SCATTER = 1_236_067
"""Has no factor in common with the number of slots: neighbours get codes far apart."""
_BUYER_SLOTS = 1_000

MAX_SUPPLIERS = _SLOTS - _BUYER_SLOTS


def supplier_tax_code(index: int) -> str:
    """Give the tax code of the supplier with this index, different for each.

    Raises:
        ValueError: The index is negative or not below `MAX_SUPPLIERS`.
    """
    if not 0 <= index < MAX_SUPPLIERS:
        message = f"There are tax codes for suppliers 0 to {MAX_SUPPLIERS - 1}, not for {index}."
        raise ValueError(message)
    return _code_of_slot(_BUYER_SLOTS + index)


def buyer_tax_code(index: int) -> str:
    """Give the tax code of the buyer with this index, different for each and from suppliers'.

    Raises:
        ValueError: The index is negative or not below 1,000.
    """
    if not 0 <= index < _BUYER_SLOTS:
        message = f"There are tax codes for buyers 0 to {_BUYER_SLOTS - 1}, not for {index}."
        raise ValueError(message)
    return _code_of_slot(index)


def _code_of_slot(slot: int) -> str:
    running = 2 * (slot * _SCATTER % _SLOTS) + 2
    body = f"{_PREFIX}{running:07d}"
    digit = _check_digit(body)
    if digit is None:
        body = f"{_PREFIX}{running + 1:07d}"
        digit = _check_digit(body)
    return f"{body}{digit}"


def _check_digit(body: str) -> int | None:
    """Give the digit that completes nine others; None where the sum leaves no single digit.

    Raising the last of the nine by one raises the sum by 3 modulo 11, so of two running numbers
    2n and 2n + 1 at least one has a digit.
    """
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True))
    digit = 10 - total % _MODULUS
    return digit if digit < 10 else None  # noqa: PLR2004 - one decimal digit
