"""Clouds as the planner sees them: where they are, what they hold, and who fetches from whom."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256

from mcdeploy.catalog import find
from mcdeploy.domain import (
    Checksums,
    File,
    Health,
    Machine,
    Observation,
    Release,
    Residency,
    Stage,
    Target,
)
from mcdeploy.plan import Wish
from mcdeploy.plan.lacking import stage
from mcdeploy.records import release as records
from mcdeploy.records.keys import RELEASE

SITES = {
    "virginia": ("aws", "us-east-1", "s3://virginia"),
    "oregon": ("aws", "us-west-2", "s3://oregon"),
    "belgium": ("gcp", "europe-west1", "gs://belgium"),
    "tokyo": ("azure", "japaneast", "https://tokyo.blob.core.windows.net/models"),
}
PULLS = {"aws": ("s3://",), "gcp": ("gs://",), "azure": ("https://",)}
FRANKFURT = find("aws:eu-central-1")
BIG, SMALL = 10**10, 100


def target(name: str) -> Target:
    provider, region, location = SITES[name]
    return Target(name, provider, location, region, place=find(f"{provider}:{region}").place)


def file(path: str, size: int = BIG, seed: int = 0) -> File:
    return File(path, size, Checksums(sha256=sha256(f"{path} {seed}".encode()).hexdigest()))


FILES = (file("model/a"), file("model/b"), file("model/c", SMALL))


def release(packages: Mapping[str, tuple[File, ...]]) -> Release:
    return records.build("demo", packages, {}, {})


def wished(
    names: Iterable[str] = SITES,
    packages: Mapping[str, tuple[File, ...]] | None = None,
    machine: Machine | None = None,
    residency: Residency | None = None,
    **more: object,
) -> Wish:
    """All of these get all files, unless it is said otherwise."""
    places = tuple(map(target, names))
    made = release(packages or {one.name: FILES for one in places})
    wish = Wish(made, "live", places, len(places))
    given = {"machine": machine or Machine(), "residency": residency or Residency()}
    return replace(wish, **given, **more)  # type: ignore[arg-type]


def empty(name: str) -> Observation:
    """Nothing is there yet."""
    return Observation(name, Health.HEALTHY, signs=True, pulls=PULLS[SITES[name][0]])


def full(name: str, files: Iterable[File] = FILES) -> Observation:
    """All files are there, and nothing was proven yet."""
    return replace(empty(name), sizes={one.path: one.size for one in files})


def observed(wish: Wish, **other: Observation) -> dict[str, Observation]:
    return {one.name: other.get(one.name, empty(one.name)) for one in wish.targets}


def staged(wish: Wish, seen: Mapping[str, Observation]) -> tuple[Stage, ...]:
    return tuple(stage(wish, one) for one in seen.values())


def sent(one: Stage) -> list[str]:
    """The paths that are sent, without the release's own document."""
    return [each.path for each in one.files if each.path != RELEASE]
