from hypothesis import given
from hypothesis import strategies as st

from app.reading.evidence import Clue
from app.reading.parameters import ONE, USE_FROM, ReadingParameters
from app.reading.weighing import Suggestion, is_usable, weigh

PARAMETERS = ReadingParameters()
CODES = ["MET-SPR", "MET-FAS", "PLA-INJ", "CAS-DIE", "TOO-PLM", "TOO-DCD", "PLA", "MET"]


def names(*codes: str, strength: int = 900, **changes: object) -> Clue:
    share = ONE // len(codes)
    leaves = tuple((code, share) for code in sorted(codes))
    clue = Clue(leaves, strength, strength, naming=True, negated=False, shown=" ".join(codes))
    return clue._replace(**changes)  # type: ignore[arg-type]


def supports(code: str, strength: int = 250, **changes: object) -> Clue:
    return names(code, strength=strength, naming=False, **changes)


def weighed(*clues: Clue) -> dict[str, int]:
    return {item.code: item.confidence for item in weigh(clues, PARAMETERS)}


def test_a_clue_for_one_leaf_is_taken_as_it_is() -> None:
    assert weigh((names("MET-SPR"),), PARAMETERS) == (Suggestion("MET-SPR", 900, ("MET-SPR",)),)


def test_a_clue_for_several_leaves_is_shared() -> None:
    assert weighed(names("MET-SPR", "MET-FAS")) == {"MET-SPR": 450, "MET-FAS": 450}


def test_support_narrows_and_does_not_name() -> None:
    found = weighed(names("CAS-DIE", "PLA-INJ"), supports("CAS-DIE"))
    assert found["CAS-DIE"] > 600
    assert found["PLA-INJ"] < 350


def test_a_hint_at_a_group_supports_its_leaves() -> None:
    found = weighed(names("CAS-DIE", "PLA-INJ"), supports("PLA"))
    assert found["PLA-INJ"] > found["CAS-DIE"]


def test_a_related_leaf_supports_too() -> None:
    found = weighed(names("TOO-PLM", "TOO-DCD"), names("CAS-DIE", strength=300))
    assert found["TOO-DCD"] > found["TOO-PLM"]


def test_support_alone_counts_a_little_and_a_lone_group_is_a_hint() -> None:
    assert weighed(supports("CAS-DIE", strength=500)) == {"CAS-DIE": 300}
    assert weighed(supports("PLA")) == {"PLA": 150}
    assert weighed(supports("PLA", strength=ONE)) == {"PLA": PARAMETERS.group_hint}
    assert weighed(supports("PLA", strength=50)) == {}


def test_a_material_moves_a_shape_to_a_leaf_with_such_things() -> None:
    things = {"CAS-DIE": 3, "MET-STP": 2, "PLA-INJ": 5}
    shape = names("PLA-INJ", listed=frozenset({"PLA-INJ"}), shape=things)
    found = weighed(shape, supports("CAS-DIE", material=True))
    assert found["CAS-DIE"] > found["PLA-INJ"]
    both = weighed(shape, supports("CAS-DIE", material=True), supports("PLA-INJ", material=True))
    assert both["PLA-INJ"] > both.get("CAS-DIE", 0)


def test_what_is_denied_takes_from_what_is_named() -> None:
    denied = names("MET-FAS", negated=True)
    assert weighed(names("MET-SPR"), names("MET-FAS"), denied) == {"MET-SPR": 900}
    assert weighed(names("MET-SPR"), supports("PLA-INJ", negated=True)) == {"MET-SPR": 900}


def test_two_signs_are_surer_than_one_and_never_more_than_sure() -> None:
    assert weighed(names("MET-SPR", strength=500), names("MET-SPR", strength=500)) == {
        "MET-SPR": 750
    }
    assert weighed(names("MET-SPR", strength=ONE), names("MET-SPR")) == {"MET-SPR": ONE}


def test_a_weak_sign_is_no_suggestion() -> None:
    assert weighed(names("MET-SPR", strength=PARAMETERS.least_suggestion - 1)) == {}


def test_a_suggestion_is_usable_from_a_confidence_on() -> None:
    assert is_usable(Suggestion("MET-SPR", USE_FROM, ()))
    assert not is_usable(Suggestion("MET-SPR", USE_FROM - 1, ()))


@given(
    st.lists(
        st.builds(
            names,
            st.sampled_from(CODES),
            strength=st.integers(0, ONE),
            naming=st.booleans(),
            negated=st.booleans(),
            material=st.booleans(),
        ),
        max_size=8,
    ),
    st.randoms(),
)
def test_the_order_of_clues_does_not_matter(clues: list[Clue], random: object) -> None:
    shuffled = list(clues)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert weigh(shuffled, PARAMETERS) == weigh(clues, PARAMETERS)
