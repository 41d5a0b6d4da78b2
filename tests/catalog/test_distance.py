"""Distances, on the ground and in time."""

from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.catalog import find
from mcdeploy.catalog.distance import (
    BASE_MS,
    EARTH_RADIUS_KM,
    MS_PER_KM,
    detour,
    kilometres,
    milliseconds,
)
from mcdeploy.domain import Place

places = st.builds(
    Place,
    country=st.just("de"),
    jurisdictions=st.just(("de",)),
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
)


@given(places, places)
def test_there_is_as_far_as_back(a: Place, b: Place) -> None:
    assert kilometres(a, b) == pytest.approx(kilometres(b, a))
    assert milliseconds(a, b) == pytest.approx(milliseconds(b, a))


@given(places)
def test_a_place_is_at_no_distance_from_itself(a: Place) -> None:
    assert kilometres(a, a) == 0
    assert milliseconds(a, a) == BASE_MS


@given(places, places, places)
def test_a_way_round_is_never_shorter(a: Place, b: Place, c: Place) -> None:
    assert kilometres(a, c) <= kilometres(a, b) + kilometres(b, c) + 1e-3


@given(places, places)
def test_nothing_is_farther_than_the_other_side_of_the_earth(a: Place, b: Place) -> None:
    assert 0 <= kilometres(a, b) <= EARTH_RADIUS_KM * pi + 1e-6


@given(places)
def test_the_antipode_is_half_a_circumference_away(a: Place) -> None:
    opposite = a.longitude - 180 if a.longitude > 0 else a.longitude + 180
    there = Place("de", ("de",), -a.latitude, opposite)
    assert kilometres(a, there) == pytest.approx(EARTH_RADIUS_KM * pi, rel=1e-6)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [  # kilometres as an atlas gives them, and ping as the clouds publish it, give or take a fifth
        ("us-east-1", "japaneast", 125, 190),
        ("us-east-1", "eu-west-1", 60, 95),
        ("eu-west-1", "europe-west1", 8, 25),
        ("eu-central-1", "ap-southeast-1", 120, 190),
        ("us-east-1", "eastus", 0, 5),
    ],
)
def test_estimates_are_what_one_expects(a: str, b: str, low: float, high: float) -> None:
    assert low <= milliseconds(find(a).place, find(b).place) <= high


def test_the_great_circle_from_london_to_new_york() -> None:
    london, new_york = (
        Place("gb", ("gb",), 51.5074, -0.1278),
        Place("us", ("us",), 40.7128, -74.006),
    )
    assert kilometres(london, new_york) == pytest.approx(5570, rel=0.002)


def test_the_way_round_is_in_the_estimate() -> None:
    cape_town, sao_paulo = find("aws:af-south-1").place, find("aws:sa-east-1").place
    longer = MS_PER_KM * kilometres(cape_town, sao_paulo) * detour("za", "br")
    assert milliseconds(cape_town, sao_paulo) == BASE_MS + longer
    assert milliseconds(cape_town, sao_paulo) > 250


def test_cables_go_round_what_lies_between_two_areas() -> None:
    assert detour("za", "br") > 2  # by way of Europe
    assert detour("us", "jp") == pytest.approx(1, abs=0.1)
    assert detour("br", "za") == detour("za", "br")


def test_where_nothing_is_known_the_way_is_no_longer_than_usual() -> None:
    assert detour("aq", "de") == 1
    assert detour("", "") == 1
