from math import isqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reference.geo import Point, distance_m, earth_xyz

POINTS = st.builds(
    Point,
    st.floats(min_value=-90, max_value=90, allow_nan=False),
    st.floats(min_value=-180, max_value=180, allow_nan=False),
)
HO_CHI_MINH_CITY = Point(10.82302, 106.62965)
HANOI = Point(21.0245, 105.84117)


def test_the_distance_from_the_south_to_the_north_is_right() -> None:
    assert distance_m(HO_CHI_MINH_CITY, HANOI) == pytest.approx(1_131_000, rel=0.005)


def test_one_degree_of_latitude_at_the_equator_is_110_6_km() -> None:
    assert distance_m(Point(0, 0), Point(1, 0)) == pytest.approx(110_574, abs=20)


@given(POINTS, POINTS)
def test_distance_has_no_direction_and_is_zero_at_home(a: Point, b: Point) -> None:
    assert distance_m(a, b) == distance_m(b, a) >= 0
    assert distance_m(a, a) == 0


@given(st.lists(POINTS, min_size=1, max_size=20), POINTS)
def test_numpy_gives_the_same_whole_metres(points: list[Point], origin: Point) -> None:
    delta = np.array([earth_xyz(point) for point in points], dtype=np.int64) - np.array(
        earth_xyz(origin), dtype=np.int64
    )
    squared = (delta * delta).sum(axis=1)
    vectorised = np.sqrt(squared.astype(np.float64)).astype(np.int64)
    assert vectorised.tolist() == [isqrt(int(value)) for value in squared]
    assert vectorised.tolist() == [distance_m(point, origin) for point in points]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(91.0, 0.0), (0.0, -180.5), (float("nan"), 0.0), (0.0, float("inf"))],
)
def test_a_place_off_the_earth_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="is not within"):
        Point(latitude, longitude)
