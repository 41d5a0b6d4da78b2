"""Areas: parts of the world between which networks and price lists make differences."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from mcdeploy.catalog.table import rows


@cache
def _areas() -> Mapping[str, str]:
    return MappingProxyType({row["code"]: row["area"] for row in rows("areas")})


def area(country: str) -> str:
    """The area of a country (ISO 3166-1 alpha-2, lower case); empty where it is in none."""
    return _areas().get(country, "")
