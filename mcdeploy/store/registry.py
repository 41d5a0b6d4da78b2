"""The providers that are installed, by entry point."""

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from mcdeploy.errors import UsageError

if TYPE_CHECKING:
    from mcdeploy.store.contract import Provider

GROUP = "mcdeploy.providers"


def names() -> tuple[str, ...]:
    """The names of all installed providers, sorted; none of them is imported."""
    return tuple(sorted(_installed()))


def provider(name: str) -> "Provider":
    """The provider of that name; only its package is imported.

    Raises `UsageError` when there is none, or when its package cannot be imported.
    """
    if name not in _installed():
        raise UsageError(
            f"provider {name!r}", f"is not installed{_meant(name)}", remedy=_remedy(name)
        )
    entry = _installed()[name]
    try:
        found: Provider = entry.load()
    except (ImportError, AttributeError) as error:
        what = f"its package cannot be imported: {error}"
        raise UsageError(
            f"provider {name!r}", what, remedy=f"install {entry.module} anew"
        ) from error
    return found


@cache
def _installed() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def _meant(name: str) -> str:
    from difflib import get_close_matches  # needed by mistakes only

    near = get_close_matches(name, names(), n=3)
    return f"; did you mean {' or '.join(near)}?" if near else ""


def _remedy(name: str) -> str:
    there = ", ".join(names()) or "none"
    return f"use one that is installed ({there}), or install the package that offers {name!r}"
