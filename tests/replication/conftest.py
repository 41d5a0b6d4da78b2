"""SeaweedFS, fake-gcs-server and Azurite as three clouds, found by each SDK's own default chain."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

import mcdeploy
from mcdeploy.sandbox.azurite import AZURITE
from mcdeploy.sandbox.environment import AWS_CONFIG, EMPTY_PROFILE, isolation
from mcdeploy.sandbox.fake_gcs import FAKE_GCS
from mcdeploy.sandbox.seaweedfs import SEAWEEDFS
from mcdeploy.testing.emulators import AzureRig, GcsRig, S3Rig
from mcdeploy.testing.proxy import proxy
from tests.replication.line import Line
from tests.replication.scene import Scene, looked_at


@pytest.fixture
def scene(
    seaweedfs: S3Rig,
    gcs_sessions: GcsRig,
    azurite: AzureRig,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Scene]:
    rigs = {
        "aws": (SEAWEEDFS, seaweedfs.url),
        "gcp": (FAKE_GCS, gcs_sessions.url),
        "azure": (AZURITE, azurite.url),
    }
    (tmp_path / AWS_CONFIG).write_text(EMPTY_PROFILE)
    variables = {**isolation(tmp_path, os.environ), "XDG_STATE_HOME": str(tmp_path / "state")}
    with ExitStack() as stack:
        made = Scene(tmp_path, {provider: Line() for provider in rigs})
        for provider, (emulator, url) in rigs.items():
            between = stack.enter_context(proxy(url, made.lines[provider]))
            variables |= emulator.environment(between)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        yield made
        _clear(made)


def _clear(scene: Scene) -> None:
    """The emulators are there for all tests; their disk is not without end."""
    scene.mend()
    for deployment in mcdeploy.load(scene.folder / "manifest.yaml"):
        with looked_at(deployment) as stores:
            for store in stores.values():
                for stat in list(store.list("")):
                    store.delete(stat.key)
