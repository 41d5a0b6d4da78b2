"""P3: a cloud goes dark in the middle of a transfer, and comes back."""

import pytest

from tests.replication.line import Darkness
from tests.replication.scene import ENVELOPE, KEYS, MIB, THREE, Scene, landed, looked_at, model

SIZES = {"shard-1": 20 * MIB, "shard-2": 3 * MIB, "config": MIB}
MAJORITY = {"require": "majority"}


@pytest.mark.parametrize("provider", THREE)
def test_p3_the_others_land_and_the_next_run_heals(scene: Scene, provider: str) -> None:
    """P5, too: what had arrived before is not sent again."""
    size = scene.weigh(**SIZES)
    deployment = scene.deployment(replication=MAJORITY)
    line = scene.lines[provider]
    line.admit = Darkness(9 * MIB)
    assert set(deployment.apply().waiting) == {provider}
    before = line.taken
    assert 9 * MIB <= before < size
    scene.mend()
    with looked_at(deployment) as stores:
        lit = [name for name in stores if name != provider]
        assert all(model(stores[name]) == scene.weights for name in lit)
        assert not list(stores[provider].list(KEYS.channels))
    scene.mend()
    assert deployment.apply().waiting == {}
    assert {name for name, one in scene.lines.items() if one.taken} == {provider}
    assert size <= before + line.taken < size + len(SIZES) * ENVELOPE
    assert landed(scene, deployment)
