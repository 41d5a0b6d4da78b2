"""How the release spreads: to how many targets, by which way, and within what limits."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag

from mcdeploy.catalog import find
from mcdeploy.domain import Machine, Objective, Optimize
from mcdeploy.errors import UsageError
from mcdeploy.manifest.part import Part, Real, Whole
from mcdeploy.manifest.plain import Text as Written
from mcdeploy.manifest.quantities import Rate, Time, bytes_per_second, seconds
from mcdeploy.manifest.stated import Stated

_AT = ("replication",)


def _how_many_is_given(require: object) -> str | None:
    if require in ("all", "majority"):
        return "<word>"
    return "<number>" if not isinstance(require, str) or require.isdecimal() else None


def _region(name: str) -> str:
    try:
        return find(name).id
    except UsageError as error:
        raise ValueError(f"{error.what}; {error.remedy}") from error


class Replication(Part):
    """How the release spreads."""

    require: Annotated[
        Annotated[Literal["all", "majority"], Tag("<word>")]
        | Annotated[Whole, Field(ge=1), Tag("<number>")],
        Discriminator(_how_many_is_given, "choice", "must be all, majority or a number"),
    ] = Field(
        "all",
        description="How many targets must have the release for an apply to go on: all, majority "
        "or a number. Those that are dark get it when they are back.",
    )

    verify: Literal["checksums", "deep"] = Field(
        "checksums",
        description="With deep each target's own replica is read back, loaded and asked, and must "
        "give the same headline metrics, before it is released.",
    )

    optimize: Optimize = Field(
        Optimize.COST,
        description="What the way of the bytes is to have least of: the dollars that the clouds "
        "ask for it, or the time that it takes.",
    )
    deadline: Time | None = Field(
        None, description="The longest that the transfer may take, by estimate: 90s, 10m or 2h."
    )
    budget: Real | None = Field(
        None, ge=0, description="The most that the transfer may cost, in dollars."
    )
    origin: Annotated[str, AfterValidator(_region)] | None = Field(
        None,
        alias="from",
        description="The region of the catalogue in which the machine that applies stands. Without "
        "it, what it sends costs nothing, and its place is not known.",
    )
    uplink: Rate = Field(
        "100MB/s", description="What that machine can send, to all targets together."
    )


def required(written: Replication, count: int, text: Written) -> int:
    """How many of so many targets `require` means."""
    require = written.require
    if isinstance(require, int):
        if require > count:
            text.wrong((*_AT, "require"), f"is more than the number of targets, {count}")
        return require
    return count if require == "all" else count // 2 + 1


def objective(written: Replication, text: Written) -> Objective:
    """What is to be least, within what. A mistake is noted."""
    deadline = None if written.deadline is None else seconds(written.deadline)
    if deadline == 0:
        text.wrong((*_AT, "deadline"), "must be more than nothing")
    return Objective(written.optimize, deadline, written.budget)


def machine(written: Replication, numbers: Stated, text: Written) -> Machine:
    """Where the bytes start. A mistake is noted."""
    uplink = bytes_per_second(written.uplink)
    if uplink == 0:
        text.wrong((*_AT, "uplink"), "must be more than nothing")
    if written.origin is None:
        return Machine(uplink=uplink)
    region = find(written.origin)
    return Machine(region.id, region.place, uplink, numbers.tariff(region.id))
