"""`-v` tells every call, over the same stores as without it."""

from dataclasses import replace
from pathlib import Path

import pytest

from mcdeploy import clouds
from mcdeploy.cli.console import console
from mcdeploy.cli.tracing import traced
from mcdeploy.domain import Target
from mcdeploy.errors import NotFound
from mcdeploy.store.contract import Store
from mcdeploy.store.trace import Traced
from mcdeploy.store.wrapper import Wrapper
from tests.world import World


def layers(store: Store) -> list[type[Store]]:
    inner = layers(store.inner) if isinstance(store, Wrapper) else []
    return [type(store), *inner]


@pytest.fixture
def rack(tmp_path: Path) -> Target:
    return Target("rack", "local", "file:///rack", settings={"path": tmp_path})


def test_verbose_has_every_layer_that_silence_has(tmp_path: Path, rack: Target) -> None:
    world = World(tmp_path)
    deployment = replace(world.deployment(world.manifest()), connect=None)
    connect = traced(deployment, console()).connect
    assert connect is not None
    told = layers(connect(rack))
    assert Traced in told
    assert [layer for layer in told if layer is not Traced] == layers(clouds.connect(rack))


def test_each_call_is_a_line(
    tmp_path: Path, rack: Target, capsys: pytest.CaptureFixture[str]
) -> None:
    world = World(tmp_path)
    connect = traced(world.deployment(world.manifest()), console()).connect
    assert connect is not None
    with pytest.raises(NotFound):
        connect(rack).head("a")
    said = capsys.readouterr()
    assert "rack  head  a  NotFound" in said.out + said.err
