"""Pytest fixtures that give running emulators, one of each for a whole test session.

A test suite switches them on with `pytest_plugins = ["mcdeploy.testing.emulators"]`. Where an
emulator cannot be had its tests are skipped with the reason, but fail when `CI` is `true`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from mcdeploy.domain import quiet
from mcdeploy.errors import McdeployError
from mcdeploy.sandbox import azurite as azure
from mcdeploy.sandbox.azurite import AZURITE
from mcdeploy.sandbox.emulator import Emulator
from mcdeploy.sandbox.fake_gcs import FAKE_GCS, PROJECT
from mcdeploy.sandbox.seaweedfs import ACCESS_KEY, REGION, SEAWEEDFS, SECRET_KEY
from mcdeploy.sandbox.start import running
from mcdeploy.sandbox.state import State
from mcdeploy.testing.moto import MOTO
from mcdeploy.testing.rclone import RCLONE
from mcdeploy.testing.sessions import keeping_sessions


@dataclass(frozen=True, slots=True)
class S3Rig:
    """An S3-compatible store on loopback, and the credentials that it takes."""

    url: str
    port: int
    access_key: str = ACCESS_KEY
    secret_key: str = SECRET_KEY
    region: str = REGION


@dataclass(frozen=True, slots=True)
class GcsRig:
    """A Google Cloud Storage on loopback that asks for no credentials."""

    url: str
    port: int
    project: str = PROJECT


@dataclass(frozen=True, slots=True)
class AzureRig:
    """An Azure Blob Storage on loopback with its one account; `url` ends without the account."""

    url: str
    port: int
    connection_string: str
    account: str = azure.ACCOUNT
    key: str = azure.KEY


def require(emulator: Emulator) -> None:
    """Skip what asked for an emulator that cannot be had here, or fail it where `CI` is `true`."""
    try:
        emulator.program(quiet)
    except McdeployError as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(missing))


@contextmanager
def _rig(emulator: Emulator, folders: pytest.TempPathFactory) -> Iterator[State]:
    require(emulator)
    with running(emulator, folders.mktemp(emulator.name)) as begun:
        yield begun


@pytest.fixture(scope="session")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Rig]:
    """A moto server: the S3 of the AWS SDK's own tests; it checks conditions without a lock."""
    with _rig(MOTO, tmp_path_factory) as begun:
        yield S3Rig(begun.url, begun.ports[0])


@pytest.fixture(scope="session")
def seaweedfs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Rig]:
    """SeaweedFS: an S3 that keeps conditions under races and verifies CRC64NVME."""
    with _rig(SEAWEEDFS, tmp_path_factory) as begun:
        yield S3Rig(begun.url, begun.ports[0])


@pytest.fixture(scope="session")
def rclone_s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Rig]:
    """`rclone serve s3`: an S3 that lies, for it ignores every condition."""
    with _rig(RCLONE, tmp_path_factory) as begun:
        yield S3Rig(begun.url, begun.ports[0])


@pytest.fixture(scope="session")
def fake_gcs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GcsRig]:
    """fake-gcs-server, with its data in files."""
    with _rig(FAKE_GCS, tmp_path_factory) as begun:
        yield GcsRig(begun.url, begun.ports[0])


@pytest.fixture(scope="session")
def gcs_sessions(fake_gcs: GcsRig) -> Iterator[GcsRig]:
    """The same fake-gcs-server, with upload sessions as Cloud Storage keeps them."""
    with keeping_sessions(fake_gcs.url) as url:
        yield GcsRig(url, int(url.rpartition(":")[2]))


@pytest.fixture(scope="session")
def azurite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AzureRig]:
    """Azurite's blob service."""
    with _rig(AZURITE, tmp_path_factory) as begun:
        yield AzureRig(begun.url, begun.ports[0], azure.connection_string(begun.url))
