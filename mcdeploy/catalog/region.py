"""The public regions of the clouds, and how a person names one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mcdeploy.catalog import jurisdiction
from mcdeploy.catalog.nearest import nearest
from mcdeploy.catalog.table import rows
from mcdeploy.domain import Place
from mcdeploy.errors import UsageError


@dataclass(frozen=True, slots=True)
class Region:
    """A public region: `id` is `<provider>:<code>`; the place is that of `city`, as far as the
    provider names one; `source` says where this stands, as it was on the ISO date `as_of`."""

    id: str
    provider: str
    code: str
    city: str
    place: Place
    source: str
    as_of: str


@cache
def regions() -> Mapping[str, Region]:
    """All known regions by id."""
    return MappingProxyType({region.id: region for region in map(_region, rows("regions"))})


def find(text: str) -> Region:
    """The region named `aws:us-east-1`, or `us-east-1` where only one provider has that code.

    Raises UsageError, naming the nearest right ones, when there is none or more than one.
    """
    wanted = text.strip().lower()
    known = regions()
    found = [known[wanted]] if wanted in known else _by_code(wanted)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            f"region {text!r}",
            "more than one provider has a region of that name",
            remedy="write " + " or ".join(region.id for region in found),
        )
    raise UsageError(f"region {text!r}", "is not in the catalogue", remedy=_remedy(wanted))


def _region(row: dict[str, str]) -> Region:
    where = jurisdiction.place(row["country"], float(row["latitude"]), float(row["longitude"]))
    return Region(
        id=f"{row['provider']}:{row['code']}",
        provider=row["provider"],
        code=row["code"],
        city=row["city"],
        place=where,
        source=row["source"],
        as_of=row["as_of"],
    )


def _by_code(code: str) -> list[Region]:
    return [region for region in regions().values() if region.code == code]


def _remedy(wanted: str) -> str:
    known = regions()
    codes = {region.code: region.id for region in known.values()}
    names = list(known) if ":" in wanted else list(codes)
    near = [codes.get(name, name) for name in nearest(wanted, names)]
    if near:
        return "did you mean " + " or ".join(near) + "?"
    return "write <provider>:<region>, such as " + next(iter(known))
