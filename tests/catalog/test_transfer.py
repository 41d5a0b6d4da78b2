"""What bytes cost from region to region."""

import csv
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.catalog import prices, regions
from mcdeploy.catalog.table import rows
from mcdeploy.catalog.zones import zone
from mcdeploy.domain import Price, PriceKind, Tariff
from mcdeploy.errors import UsageError

GRID = "MCDEPLOY_CLOUDCAST"
"""Names the folder with cost.csv and throughput.csv of skyplane-project/skyplane (Apache-2.0)."""

any_region = st.sampled_from(sorted(regions()))


@pytest.mark.parametrize(
    ("origin", "destination", "dollars"),
    [
        ("aws:us-east-1", "aws:us-east-2", 0.01),
        ("aws:us-east-2", "aws:us-east-1", 0.01),
        ("aws:us-east-1", "aws:eu-west-1", 0.02),
        ("aws:af-south-1", "aws:eu-west-1", 0.147),
        ("aws:sa-east-1", "gcp:southamerica-east1", 0.15),
        ("azure:eastus", "azure:canadacentral", 0.02),
        ("azure:eastus", "azure:westeurope", 0.05),
        ("azure:brazilsouth", "azure:eastus", 0.16),
        ("azure:koreacentral", "azure:eastasia", 0.08),
        ("azure:uaenorth", "aws:me-central-1", 0.12),
        ("gcp:us-west1", "gcp:us-east4", 0.01),
        ("gcp:europe-west1", "gcp:europe-north1", 0.02),
        ("gcp:asia-east1", "gcp:asia-southeast2", 0.05),
        ("gcp:us-central1", "gcp:europe-west4", 0.08),
        ("gcp:us-central1", "gcp:asia-southeast2", 0.15),
        ("gcp:asia-southeast2", "gcp:us-central1", 0.15),
        ("gcp:australia-southeast1", "gcp:australia-southeast2", 0.08),
        ("gcp:us-central1", "gcp:australia-southeast1", 0.15),
        ("gcp:us-central1", "aws:eu-west-1", 0.12),
        ("gcp:us-central1", "aws:ap-southeast-2", 0.19),
    ],
)
def test_what_the_grid_says(origin: str, destination: str, dollars: float) -> None:
    price = prices.transfer(origin, destination)
    assert price.dollars == dollars
    assert price.source.startswith("list price: ")
    assert price.as_of == "2022-11-28"


@pytest.mark.skipif(GRID not in os.environ, reason=f"{GRID} names no folder with the price grid")
def test_every_pair_of_the_grid() -> None:
    with (Path(os.environ[GRID]) / "cost.csv").open(newline="") as file:
        pairs = [(_id(row["src"]), _id(row["dest"]), row["cost"]) for row in csv.DictReader(file)]
    assert len(pairs) == 4970
    for origin, destination, dollars in pairs:
        price = prices.transfer(origin, destination)
        assert price.dollars == float(dollars), (origin, destination)
        assert price.source.startswith("list price: ")


def _id(zoned: str) -> str:
    """The region of a zone such as gcp:us-west1-a."""
    return re.sub(r"^(gcp:.*)-[a-f]$", r"\1", zoned)


@given(any_region, any_region)
def test_every_pair_has_a_price_with_a_source_and_a_date(origin: str, destination: str) -> None:
    price = prices.transfer(origin, destination)
    assert 0 <= price.dollars < 1
    assert price.unit == "$/GB"
    assert price.source.startswith(("list price: ", "group default: "))
    assert price.as_of


@given(any_region, any_region)
def test_within_a_cloud_it_is_not_dearer_than_out_of_it(origin: str, destination: str) -> None:
    """But in Google's, which asks more to Indonesia and Oceania than to the internet."""
    here, there = regions()[origin], regions()[destination]
    if here.provider == there.provider != "gcp":
        assert prices.transfer(here, there).dollars <= prices.egress(here).dollars


@given(any_region)
def test_what_stays_in_a_region_costs_nothing(region: str) -> None:
    assert prices.transfer(region, region).dollars == 0


@given(any_region, any_region)
def test_to_another_cloud_it_is_egress_but_for_google_to_australia(
    origin: str, destination: str
) -> None:
    here, there = regions()[origin], regions()[destination]
    if here.provider != there.provider and (here.provider, zone(there).name) != ("gcp", "oceania"):
        assert prices.transfer(here, there) == prices.egress(here)


def test_a_region_that_no_list_names_is_told_of_as_such() -> None:
    assert prices.transfer("gcp:europe-west1", "gcp:europe-west8").source.startswith("group")
    assert prices.transfer("aws:ap-south-2", "aws:ap-south-1").source.startswith(
        "group default: med"
    )


def test_an_unknown_region_has_none() -> None:
    with pytest.raises(UsageError, match="us-east-1"):
        prices.transfer("aws:us-east-1", "aws:us-est-1")


def test_what_a_manifest_states_comes_first() -> None:
    stated = Price(0.001, "$/GB", "manifest.yaml:7", "")
    tariff = Tariff({PriceKind.EGRESS: stated}, {"aws:eu-west-1": stated})
    assert prices.transfer("aws:us-east-1", "aws:eu-west-1", tariff) == stated
    assert prices.transfer("aws:us-east-1", "gcp:europe-west1", tariff) == stated
    assert prices.transfer("gcp:us-east1", "aws:ap-southeast-2", tariff) == stated
    assert prices.transfer("aws:us-east-1", "aws:eu-west-2", tariff).dollars == 0.02


def test_every_region_has_its_zone_and_every_zone_leads_everywhere() -> None:
    assert [f"{row['provider']}:{row['code']}" for row in rows("zones")] == list(regions())
    for row in rows("transfer"):
        zones = {zone(one).name for one in regions().values() if one.provider == row["provider"]}
        codes = {one.code for one in regions().values() if one.provider == row["provider"]}
        assert row["origin"] in zones | codes | {"*"}
        assert row["destination"].removeprefix("internet:") in zones | codes | {"*"}
        assert row["source"]
        assert row["as_of"]
