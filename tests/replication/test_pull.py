"""What is dear to send twice is sent once, and fetched by the other bucket's own service."""

import pytest

import mcdeploy
from mcdeploy.domain import Means
from mcdeploy.errors import ResidencyError
from tests.replication.line import no_copies
from tests.replication.scene import ENVELOPE, MIB, Scene, landed

SIZES = {"shard-1": 9 * MIB, "shard-2": 3 * MIB}
REGIONS = {"aws": ("us-east-1", "us-west-2"), "gcp": ("europe-west1", "europe-west4")}
DEAR = {"aws": "gcp:asia-east1", "gcp": "aws:af-south-1"}
"""Where a byte that leaves costs more than between the two."""

PAIRS = pytest.mark.parametrize("provider", REGIONS)


def pair(scene: Scene, provider: str, **more: object) -> mcdeploy.Deployment:
    """Two buckets of one service, and a machine from which both are dear to reach."""
    here, there = REGIONS[provider]
    return scene.deployment(
        scene.target(provider, here, "-1"),
        scene.target(provider, there, "-2"),
        replication={"from": DEAR[provider]},
        **more,
    )


@PAIRS
def test_p7_one_copy_leaves_this_machine(scene: Scene, provider: str) -> None:
    """P7: as the plan said, and for that."""
    size = scene.weigh(**SIZES)
    deployment = pair(scene, provider)
    assert len(deployment.apply().landed) == 2
    distribution = scene.plan.distribution
    assert distribution is not None
    assert distribution.star is not None
    assert distribution.dollars < distribution.star[0]
    [(first, send), (second, pull)] = [
        (link.destination, link.means) for tree in distribution.trees for link in tree.links
    ]
    assert (send, pull) == (Means.SEND, Means.PULL)
    [stage] = [stage for stage in scene.plan.stages if stage.pulls]
    assert (stage.target, stage.origin) == (second, first)
    line = scene.lines[provider]
    assert line.copied >= len(SIZES)
    assert size <= line.taken < size + len(SIZES) * ENVELOPE
    assert line.given == 0
    assert scene.sent(second) < 2**16 < size <= scene.sent(first)
    assert landed(scene, deployment)


@PAIRS
def test_what_cannot_be_fetched_is_sent(scene: Scene, provider: str) -> None:
    size = scene.weigh(**SIZES)
    deployment = pair(scene, provider)
    line = scene.lines[provider]
    line.harm = no_copies
    assert len(deployment.apply().landed) == 2
    assert any(stage.pulls for stage in scene.plan.stages)
    assert line.copied == 0
    assert 2 * size <= line.taken < 2 * (size + len(SIZES) * ENVELOPE)
    assert landed(scene, deployment)


@pytest.mark.parametrize("denied", ["us", "tw"])
def test_p6_nothing_is_asked_where_an_end_of_the_way_is_forbidden(
    scene: Scene, denied: str
) -> None:
    """P6: neither of the buckets, nor the machine from which the bytes start."""
    scene.weigh(**SIZES)
    deployment = pair(scene, "aws", residency={"deny": [denied]})
    scene.mend()
    with pytest.raises(ResidencyError):
        deployment.apply()
    assert all(line.requests == 0 for line in scene.lines.values())
