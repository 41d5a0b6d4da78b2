"""How fast bytes go from region to region."""

import csv
import os
import re
from datetime import date
from math import pi
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.catalog import find, regions
from mcdeploy.catalog.distance import EARTH_RADIUS_KM, kilometres
from mcdeploy.catalog.rate import Rate, bytes_per_second, rate
from mcdeploy.catalog.table import rows
from mcdeploy.errors import UsageError

GRID = "MCDEPLOY_CLOUDCAST"
"""Names the folder with cost.csv and throughput.csv of skyplane-project/skyplane (Apache-2.0)."""

any_region = st.sampled_from(sorted(regions()))


@given(any_region, any_region)
def test_every_pair_has_a_rate_with_a_source_and_a_date(origin: str, destination: str) -> None:
    found = rate(origin, destination)
    assert found.bytes_per_second == bytes_per_second(find(origin), find(destination))
    assert 1e8 < found.bytes_per_second < 1e10
    assert kilometres(find(origin).place, find(destination).place) <= found.kilometres
    assert "iperf3" in found.source
    assert date.fromisoformat(found.as_of) <= date.today()


@pytest.mark.parametrize(
    ("origin", "destination", "gigabits"),
    [  # as measured between single pairs on 2022-11-28, give or take a fifth
        ("aws:us-east-1", "aws:eu-west-1", 5.0),
        ("gcp:us-central1", "gcp:us-west1", 32.0),
        ("gcp:us-central1", "aws:us-east-2", 7.2),
        ("azure:eastus", "azure:eastus2", 17.5),
    ],
)
def test_what_was_measured(origin: str, destination: str, gigabits: float) -> None:
    assert bytes_per_second(origin, destination) * 8e-9 == pytest.approx(gigabits, rel=0.2)


def test_the_way_back_may_be_another() -> None:
    there = bytes_per_second("azure:eastus", "aws:eu-west-1")
    assert there != bytes_per_second("aws:eu-west-1", "azure:eastus")


def test_the_farthest_band_holds_the_other_side_of_the_earth() -> None:
    clouds = {(row["origin"], row["destination"]) for row in rows("rates")}
    assert len(clouds) == 9
    for pair in clouds:
        bands = [
            float(row["kilometres"])
            for row in rows("rates")
            if (row["origin"], row["destination"]) == pair
        ]
        assert bands == sorted(bands)
        assert bands[-1] > EARTH_RADIUS_KM * pi


def test_an_unknown_region_has_none() -> None:
    with pytest.raises(UsageError, match="us-east-1"):
        rate("aws:us-est-1", "aws:us-east-1")


@pytest.mark.skipif(GRID not in os.environ, reason=f"{GRID} names no folder with the measurements")
def test_each_rate_is_the_median_of_its_pairs() -> None:
    with (Path(os.environ[GRID]) / "throughput.csv").open(newline="") as file:
        measured = list(csv.DictReader(file))
    found: dict[Rate, list[float]] = {}
    for row in measured:
        band = rate(_id(row["src"]), _id(row["dest"]))
        found.setdefault(band, []).append(float(row["bits_per_second"]) / 8)
    assert sum(map(len, found.values())) == 4970
    for band, rates in found.items():
        assert len(rates) == band.pairs
        assert band.bytes_per_second == pytest.approx(median(rates), abs=0.5e6)


def _id(zoned: str) -> str:
    """The region of a zone such as gcp:us-west1-a."""
    return re.sub(r"^(gcp:.*)-[a-f]$", r"\1", zoned)
