"""How a person names a region."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.catalog import find, regions
from mcdeploy.errors import UsageError

CLOUDCAST = Path(__file__).parent / "cloudcast_regions.txt"
"""The regions of the throughput grid of skyplane-project/skyplane (Apache-2.0), 2022-11-28."""

any_region = st.sampled_from(sorted(regions()))


@given(any_region)
def test_a_region_is_found_by_its_id(region: str) -> None:
    assert find(region).id == region
    assert find(f" {region.upper()} ").id == region


@given(any_region)
def test_a_region_is_found_by_its_code_alone(region: str) -> None:
    assert find(regions()[region].code).id == region


@pytest.mark.parametrize(
    ("code", "city", "country"),
    [
        ("us-east-1", "Ashburn, Virginia", "us"),
        ("europe-west1", "Saint-Ghislain", "be"),
        ("japaneast", "Tokyo", "jp"),
        ("uksouth", "London", "gb"),
    ],
)
def test_well_known_regions_are_where_they_are(code: str, city: str, country: str) -> None:
    region = find(code)
    assert (region.city, region.place.country) == (city, country)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("us-est-1", "aws:us-east-1"),
        ("gcp:us-west1-a", "gcp:us-west1"),
        ("azure:japan-east", "azure:japaneast"),
        ("aws:europe-west1", "gcp:europe-west1"),
    ],
)
def test_a_wrong_name_is_answered_with_the_nearest_right_ones(wrong: str, right: str) -> None:
    with pytest.raises(UsageError) as caught:
        find(wrong)
    assert caught.value.who == f"region {wrong!r}"
    assert right in caught.value.remedy


def test_a_name_like_no_other_is_answered_with_the_form() -> None:
    with pytest.raises(UsageError, match="write <provider>:<region>, such as aws:us-east-1"):
        find("0000")


@given(st.text())
def test_any_text_is_a_region_or_a_usage_error(text: str) -> None:
    try:
        assert find(text).id in regions()
    except UsageError as error:
        assert error.remedy  # noqa: PT017 - either is right


def test_a_code_of_two_providers_asks_which(monkeypatch: pytest.MonkeyPatch) -> None:
    here = replace(find("us-east-1"), code="here")
    twin = {name: replace(here, id=name) for name in ("aws:here", "gcp:here")}
    monkeypatch.setattr("mcdeploy.catalog.region.regions", lambda: twin)
    with pytest.raises(UsageError, match="write aws:here or gcp:here"):
        find("here")


def test_every_region_of_the_published_planning_benchmark_is_known() -> None:
    names = CLOUDCAST.read_text(encoding="utf-8").split()
    assert len(names) == 71
    for name in names:
        assert find(re.sub(r"^(gcp:.*)-[a-f]$", r"\1", name))
