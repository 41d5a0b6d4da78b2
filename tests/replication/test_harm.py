"""Lines that damage what passes: each damage is found and mended, and no content is read back."""

import itertools

import pytest

from mcdeploy.errors import AccessDenied
from mcdeploy.replicate.job import PART
from mcdeploy.testing.chaos import Chaos, Eligible, Harm
from mcdeploy.testing.proxy import Exchange
from tests.replication.line import PAYLOAD, carries
from tests.replication.scene import KEYS, MIB, THREE, Scene, landed, looked_at

SIZES = {"shard-1": 20 * MIB, "shard-2": 3 * MIB, "config": MIB}
SEED = 5


def one_of_each() -> Eligible:
    """The first content that is sent whole, and the first part of one that is not."""
    left = {True, False}

    def eligible(exchange: Exchange) -> bool:
        kind = len(exchange.body) >= PART
        if not carries(exchange) or kind not in left:
            return False
        left.remove(kind)
        return True

    return eligible


def two(least: int) -> Eligible:
    """The first two bodies of at least so many bytes."""
    count = itertools.count()
    return lambda exchange: len(exchange.body) >= least and next(count) < 2


def hurt(scene: Scene, harm: Harm) -> dict[str, Chaos]:
    """Every line does so to two requests. Bodies of another length Azure's signature refuses, and
    the parts of Cloud Storage come one after another: what is swapped is chosen by that."""
    found = {}
    for provider, line in scene.lines.items():
        swapped = two(PAYLOAD if provider == "gcp" else PART)
        eligible = swapped if harm is Harm.SWAP else one_of_each()
        line.harm = found[provider] = Chaos(SEED, 1.0, (harm,), eligible)
    return found


@pytest.mark.parametrize("harm", Harm)
def test_p1_what_is_damaged_on_its_way_is_mended_without_reading_back(
    scene: Scene, harm: Harm
) -> None:
    clouds = [name for name in THREE if (name, harm) != ("azure", Harm.TRUNCATE)]
    scene.weigh(**SIZES)
    deployment = scene.deployment(*map(scene.target, clouds))
    chaos = hurt(scene, harm)
    assert set(deployment.apply().landed) == set(clouds)
    for name in clouds:
        assert [fault.harm for fault in chaos[name].faults] == [harm, harm]
        assert scene.lines[name].given == 0
    assert landed(scene, deployment)


def test_p1_what_is_cut_on_its_way_to_azure_is_refused_and_nothing_is_released(
    scene: Scene,
) -> None:
    """Its signature covers the length, so it cannot tell whoever cut from one with a wrong key. The
    next run, over a better line, finishes."""
    scene.weigh(**SIZES)
    deployment = scene.deployment()
    chaos = scene.lines["azure"].harm = Chaos(SEED, 1.0, (Harm.TRUNCATE,), one_of_each())
    with pytest.raises(AccessDenied, match="azure"):
        deployment.apply()
    assert chaos.faults
    with looked_at(deployment) as stores:
        assert not any(list(store.list(KEYS.channels)) for store in stores.values())
    scene.mend()
    assert set(deployment.apply().landed) == set(THREE)
    assert landed(scene, deployment)
