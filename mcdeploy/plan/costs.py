"""What carrying out the steps costs on each target. Pure."""

from collections.abc import Mapping

from mcdeploy.catalog import bill
from mcdeploy.domain import Cost, Publish, Release, Stage, Target
from mcdeploy.plan.lacking import files_of

REQUESTS_PER_FILE = 2  # a write and the look that verifies it, by whatever means it comes
REQUESTS_PER_SIGNATURE = 2  # the same; of the few bytes that it has nobody sees the price
REQUESTS_PER_PUBLISH = 2  # the old pointer into the history, and the new one


def cost(
    release: Release,
    target: Target,
    stages: tuple[Stage, ...],
    publishes: tuple[Publish, ...],
    ways: Mapping[str, float],
) -> Cost:
    """P7: requests, what lies there then, and what the clouds ask for the bytes on their way there,
    `ways` in dollars by target."""
    here = [stage for stage in stages if stage.target == target.name]
    written = sum(len(stage.written) for stage in here)
    signed = sum(stage.sign for stage in here)
    moves = sum(publish.target == target.name for publish in publishes)
    own = bill.estimate(
        target,
        stored_bytes=sum(file.size for file in files_of(release, target.name)),
        sent_bytes=sum(file.size for stage in here for file in stage.files),
        requests=REQUESTS_PER_FILE * written
        + REQUESTS_PER_SIGNATURE * signed
        + REQUESTS_PER_PUBLISH * moves,
    )
    return own + Cost(ways.get(target.name, 0.0), 0.0)
