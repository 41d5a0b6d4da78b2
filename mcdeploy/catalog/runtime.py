"""The runtimes that services offer: which library in which version, and until when."""

from dataclasses import dataclass
from functools import cache

from mcdeploy.catalog.nearest import nearest
from mcdeploy.catalog.table import rows
from mcdeploy.domain import Kind, Packaging
from mcdeploy.errors import UsageError


@dataclass(frozen=True, slots=True)
class Runtime:
    """What answers at a service. `library` in this `version` loads the model, under a Python that
    suits `python` (as uv takes it); the lock files `locks` hold both the library and the service's
    own code, or are none where such an environment cannot be made any more. `image` is what the
    service runs, and `until` the ISO date up to which it offers that, empty where it tells none.
    `single`: it computes in float32. `source` says where this stands, as it was on the ISO date
    `as_of`.
    """

    kind: Kind
    name: str
    library: str
    version: str
    python: str
    locks: tuple[str, ...]
    image: str
    until: str
    single: bool
    source: str
    as_of: str


def runtimes(kind: Kind) -> tuple[Runtime, ...]:
    """The known runtimes of a kind of package, the default first; none of `plain`."""
    return tuple(runtime for runtime in _all() if runtime.kind is kind)


def default(kind: Kind) -> str:
    """The runtime that is meant where a manifest names none; empty where the kind has none."""
    return next((runtime.name for runtime in runtimes(kind)), "")


def runtime(packaging: Packaging) -> Runtime | None:
    """The runtime that a target asks for, or None where the kind has none.

    Raises UsageError, naming the nearest and all known ones, when there is no such runtime.
    """
    known = {each.name: each for each in runtimes(packaging.kind)}
    if packaging.runtime in known:
        return known[packaging.runtime]
    if not known and not packaging.runtime:
        return None
    raise _unknown(packaging, list(known))


def _unknown(packaging: Packaging, known: list[str]) -> UsageError:
    if not known:
        return UsageError(
            f"runtime {packaging.runtime!r}",
            f"a {packaging.kind} package has no runtime",
            remedy="leave the runtime out",
        )
    near = nearest(packaging.runtime, known, count=1)
    return UsageError(
        f"runtime {packaging.runtime!r}",
        f"{packaging.kind} has no such runtime" + (f"; did you mean {near[0]!r}?" if near else ""),
        remedy=f"one of {', '.join(known)}",
    )


@cache
def _all() -> tuple[Runtime, ...]:
    return tuple(map(_runtime, rows("runtimes")))


def _runtime(row: dict[str, str]) -> Runtime:
    return Runtime(
        kind=Kind(row["kind"]),
        name=row["name"],
        library=row["library"],
        version=row["version"],
        python=row["python"],
        locks=tuple(row["locks"].split()),
        image=row["image"],
        until=row["until"],
        single=row["single"] == "yes",
        source=row["source"],
        as_of=row["as_of"],
    )
