"""Places of one's own, and the names of jurisdictions."""

import pytest

from mcdeploy.catalog import find, jurisdictions, place
from mcdeploy.catalog.jurisdiction import suggestion
from mcdeploy.errors import UsageError


def test_a_place_knows_the_unions_that_its_country_is_part_of() -> None:
    assert place("de", 52.5, 13.4).jurisdictions == ("de", "eu", "eea")
    assert place("no", 59.9, 10.8).jurisdictions == ("no", "eea")
    assert place("ch", 47.4, 8.5).jurisdictions == ("ch",)
    assert find("uksouth").place.jurisdictions == ("gb",)


def test_a_territory_is_where_its_sovereigns_law_applies() -> None:
    assert place("pr", 18.4, -66.1).jurisdictions == ("pr", "us")
    assert place("re", -20.9, 55.5).jurisdictions == ("re", "fr", "eu", "eea")


@pytest.mark.parametrize("country", ["DE", "eu", "germany", "zz", "", "eea"])
def test_a_country_is_two_lower_case_letters_of_a_country(country: str) -> None:
    with pytest.raises(UsageError) as caught:
        place(country, 0, 0)
    assert repr(country) in caught.value.who
    assert "ISO 3166-1" in caught.value.remedy


@pytest.mark.parametrize(
    ("latitude", "longitude", "who"),
    [
        (90.1, 0, "latitude 90.1"),
        (-91, 0, "latitude -91"),
        (0, 180.5, "longitude 180.5"),
        (float("nan"), 0, "latitude nan"),
        (0, float("inf"), "longitude inf"),
    ],
)
def test_coordinates_are_on_earth(latitude: float, longitude: float, who: str) -> None:
    with pytest.raises(UsageError) as caught:
        place("de", latitude, longitude)
    assert caught.value.who == who
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "code"),
    [("uk", "gb"), ("germany", "de"), ("US", "us"), ("europe", "eu"), ("usa", "us")],
)
def test_a_name_leads_to_its_code(text: str, code: str) -> None:
    assert suggestion(text) == code


def test_a_name_like_no_other_leads_nowhere() -> None:
    assert suggestion("0000") is None


def test_unions_and_countries_may_both_be_named() -> None:
    assert {"eu", "eea", "us", "jp"} <= jurisdictions()
