"""Jurisdictions: countries (ISO 3166-1 alpha-2, lower case) and what they are part of.

A territory counts as a part of its sovereign where the sovereign's law applies there (Puerto Rico
of `us`, Réunion of `fr` and `eu`). Hong Kong and Macao have data laws of their own and are not part
of `cn` here; who means them too names them too.
"""

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from mcdeploy.catalog.nearest import nearest
from mcdeploy.catalog.table import rows
from mcdeploy.domain import Place
from mcdeploy.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _within() -> "Mapping[str, tuple[str, ...]]":
    return MappingProxyType(
        {row["code"]: tuple(row["within"].split()) for row in rows("jurisdictions")}
    )


@cache
def countries() -> frozenset[str]:
    """The codes of all countries; every other jurisdiction is a union of countries."""
    return frozenset(code for code in _within() if len(code) == 2 and code != "eu")


@cache
def jurisdictions() -> frozenset[str]:
    """All codes that a manifest may allow or deny."""
    return frozenset(_within())


def suggestion(text: str) -> str | None:
    """The known code nearest to the text, which may also be a name such as `germany` or `uk`."""
    wanted = text.strip().lower()
    names = {row["name"].lower(): row["code"] for row in rows("jurisdictions")}
    shortest_wins = sorted(names.items(), key=lambda item: -len(item[0]))
    words = {word.strip("()"): code for name, code in shortest_wins for word in name.split()}
    by_name = words | names | {code: code for code in _within()}
    found = [wanted] if wanted in by_name else nearest(wanted, by_name, 1)
    return by_name[found[0]] if found else None


def place(country: str, latitude: float, longitude: float) -> Place:
    """The place with these coordinates in degrees, north and east positive.

    Raises UsageError when the country is not a known code or the coordinates are not on earth.
    """
    if country not in countries():
        raise UsageError(f"country {country!r}", "is not a known country", remedy=_remedy(country))
    _within_range("latitude", latitude, 90)
    _within_range("longitude", longitude, 180)
    return Place(country, (country, *_within()[country]), float(latitude), float(longitude))


def _within_range(name: str, degrees: float, limit: float) -> None:
    if not -limit <= degrees <= limit:
        raise UsageError(
            f"{name} {degrees}",
            f"is not between {-limit:g} and {limit:g} degrees",
            remedy="write degrees; south and west are negative",
        )


def _remedy(country: str) -> str:
    code = suggestion(country)
    hint = f"did you mean {code!r}? " if code in countries() else ""
    return f"{hint}write the two lower-case letters of ISO 3166-1, such as 'de'"
