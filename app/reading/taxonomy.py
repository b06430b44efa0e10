"""What the reading needs of the taxonomy, remembered by code."""

from collections.abc import Mapping
from functools import cache

from app.reference import load_reference


@cache
def group_of() -> Mapping[str, str]:
    """Return the group of each leaf."""
    categories = load_reference().categories
    return {
        category.code: categories.ancestors(category.code)[-1]
        for category in categories
        if category.parent is not None
    }


@cache
def closeness(asked: str, offered: str) -> int:
    """Return how close an offered leaf is to an asked one, 0 to 10,000."""
    return load_reference().categories.relation(asked, offered).closeness


@cache
def close_to(asked: str) -> Mapping[str, int]:
    """Return the leaves that answer an asked one, itself included, and how close, 1 to 10,000."""
    codes = (category.code for category in load_reference().categories)
    near = {code: closeness(asked, code) for code in codes}
    return {code: how_close for code, how_close in near.items() if how_close}


@cache
def neighbours(code: str) -> Mapping[str, int]:
    """Return the other leaves that are close to one, either way, and how close, 1 to 10,000."""
    near = {
        other: max(closeness(code, other), closeness(other, code))
        for other in group_of()
        if other != code
    }
    return {other: how_close for other, how_close in near.items() if how_close}
