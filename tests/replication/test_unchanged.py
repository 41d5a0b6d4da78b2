"""A release in which little is new: the rest is copied where it lies, and nothing is read back."""

from tests.replication.line import no_copies
from tests.replication.scene import ENVELOPE, MIB, THREE, Scene, landed

SIZES = {"shard-1": 9 * MIB, "shard-2": 3 * MIB, "config": 2**17}
NEW = bytes(2**17)


def test_what_is_unchanged_is_copied_inside_each_cloud(scene: Scene) -> None:
    scene.weigh(**SIZES)
    deployment = scene.deployment()
    deployment.apply()
    scene.weigh(config=NEW)
    scene.mend()
    assert set(deployment.apply().landed) == set(THREE)
    for stage in scene.plan.stages:
        assert {one.file.path for one in stage.copies} == {"model/shard-1", "model/shard-2"}
    for provider, line in scene.lines.items():
        assert line.copied >= 2, provider
        assert len(NEW) <= line.taken < len(NEW) + ENVELOPE
        assert line.given == 0
        assert len(NEW) <= scene.sent(provider) < len(NEW) + 2**16
    assert landed(scene, deployment)


def test_what_cannot_be_copied_is_sent(scene: Scene) -> None:
    size = scene.weigh(**SIZES)
    deployment = scene.deployment()
    deployment.apply()
    scene.weigh(config=NEW)
    scene.mend()
    for line in scene.lines.values():
        line.harm = no_copies
    assert set(deployment.apply().landed) == set(THREE)
    for line in scene.lines.values():
        assert line.copied == 0
        assert size <= line.taken < size + len(SIZES) * ENVELOPE
    assert landed(scene, deployment)
