"""The categories that the service suggests for a demand."""

from app.models import Demand
from app.reading import from_json
from app.reference import load_reference


def suggest_categories(demand: Demand) -> list[str]:
    """Return the taxonomy leaves that a demand was read as when it was stored, likeliest first.

    A whole group is no answer to the question what is asked for, and is left out.

    Args:
        demand: The demand; categories that a person chose are not looked at.

    Returns:
        Codes; empty where the text does not say.
    """
    if not demand.reading:
        return []
    categories = load_reference().categories
    codes = [suggestion.code for suggestion in from_json(demand.reading).suggestions]
    return [code for code in codes if categories[code].kind != "group"]
