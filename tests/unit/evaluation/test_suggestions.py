from app.evaluation.suggestions import suggest_categories
from app.models import Demand
from app.reading import Reading, Suggestion, to_json


def test_the_stored_reading_gives_the_leaves_the_likeliest_first() -> None:
    suggestions = (
        Suggestion("MET-SPR", 900, ("lò xo",)),
        Suggestion("MET", 500, ("kim loại",)),
        Suggestion("MET-FAS", 200, ("vít",)),
    )
    reading = Reading(version="1", suggestions=suggestions, features=(), measures=())
    assert suggest_categories(Demand(name="x", reading=to_json(reading))) == ["MET-SPR", "MET-FAS"]


def test_a_demand_that_was_not_read_has_no_suggestion() -> None:
    assert suggest_categories(Demand(name="x", reading="")) == []
