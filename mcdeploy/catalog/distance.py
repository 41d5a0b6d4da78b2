"""How far two places are from each other, on the ground and in time."""

from collections.abc import Mapping
from functools import cache
from math import asin, cos, hypot, radians, sin, sqrt
from types import MappingProxyType

from mcdeploy.catalog.area import area
from mcdeploy.catalog.table import rows
from mcdeploy.domain import Place

EARTH_RADIUS_KM = 6371.0088
"""The mean radius R1 of the earth (Moritz, Geodetic Reference System 1980)."""

BASE_MS = 2.66
MS_PER_KM = 0.01455
"""Fitted by least relative error to 3,908 measured pairs of regions of three clouds: ping of
2022-04-16, skyplane-project/skyplane (Apache-2.0), by `benchmarks/rtt_model.py`. With the detours
in `data/detours.csv` the median relative error, on pairs to which nothing was fitted, is 9.6 %, and
the 90th percentile 32.7 %; without them 18.4 % and 47.2 %."""


def kilometres(a: Place, b: Place) -> float:
    """The length of the great circle between the places, by the haversine formula
    (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984, 159)."""
    latitudes = radians(a.latitude), radians(b.latitude)
    across = sin((latitudes[1] - latitudes[0]) / 2)
    along = sin(radians(b.longitude - a.longitude) / 2)
    chord = hypot(across, sqrt(cos(latitudes[0]) * cos(latitudes[1])) * along)
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, chord))


def milliseconds(a: Place, b: Place) -> float:
    """The estimated round trip between the places over the clouds' networks, in ms: a constant
    plus the great circle at an effective 0.46 of the speed of light, made longer or shorter as
    cables between the two areas of the world are. For want of a measurement."""
    return BASE_MS + MS_PER_KM * kilometres(a, b) * detour(a.country, b.country)


def detour(a: str, b: str) -> float:
    """How much longer the way between these two countries is than where nothing is known of their
    areas, which is 1."""
    return _detours().get(frozenset((area(a), area(b))), 1.0)


@cache
def _detours() -> Mapping[frozenset[str], float]:
    return MappingProxyType(
        {frozenset((row["area"], row["other"])): float(row["factor"]) for row in rows("detours")}
    )
