"""A tree in the terms of stages: who pulls what, and what it costs whom. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from mcdeploy.domain import Copied, Distribution, Link, Means, Release, Stage
from mcdeploy.plan.network import HERE
from mcdeploy.plan.sending import Sent
from mcdeploy.plan.shared import Shared, content
from mcdeploy.plan.ways import GB


def pulled(
    release: Release, stages: tuple[Stage, ...], how: Distribution, one: Shared
) -> tuple[Stage, ...]:
    """The stages, those of targets that the tree feeds from another one with `pulls`."""
    origins = {link.destination: link.origin for link in _links(how) if link.means is Means.PULL}
    return tuple(
        _pulled(release, stage, origins[stage.target], one) if stage.target in origins else stage
        for stage in stages
    )


def _pulled(release: Release, stage: Stage, origin: str, one: Shared) -> Stage:
    paths = {content(file): file.path for file in release.packages[origin]}
    pulls = tuple(
        Copied(file, f"{release.id}/{paths[content(file)]}")
        for file in stage.files
        if content(file) in one.contents
    )
    sent = tuple(file for file in stage.files if content(file) not in one.contents)
    return replace(stage, files=sent, pulls=pulls, origin=origin)


def by_target(how: Distribution, one: Shared, rest: Sent) -> Mapping[str, float]:
    """The dollars of each target's own link, and of the rest. What this machine reads once for
    several is paid by the first that it is sent to."""
    dollars = dict(rest.dollars)
    relayed = next((link.destination for link in _links(how) if link.origin == HERE), None)
    for link in _links(how):
        payer = relayed if link.destination == HERE else link.destination
        if payer is not None:
            dollars[payer] += link.dollars_per_gb * one.size / GB
    return dollars


def _links(how: Distribution) -> tuple[Link, ...]:
    return tuple(link for tree in how.trees for link in tree.links)
