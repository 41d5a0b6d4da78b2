"""Up, looked at, healed, used by the real SDKs, taken down."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from mcdeploy import sandbox
from mcdeploy.sandbox import Sandbox, Service, process, state
from mcdeploy.sandbox.sandbox import EMULATORS

ROUND_TRIP = Path(__file__).with_name("round_trip.py")
HOSTILE = {
    "AWS_PROFILE": "production",
    "AWS_DEFAULT_PROFILE": "production",
    "AWS_SESSION_TOKEN": "the user's own",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
    "HTTP_PROXY": "http://127.0.0.1:9",
    "http_proxy": "http://127.0.0.1:9",
}


pytestmark = pytest.mark.usefixtures("emulators")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("sandbox") / "home"
    yield home
    sandbox.down(home)


def round_trip(world: Sandbox, verb: str, name: str) -> None:
    environ = {**os.environ, **HOSTILE, **world.environment}
    argv = [sys.executable, str(ROUND_TRIP), verb, name]
    done = subprocess.run(argv, env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "all three\n"), done.stderr


def service(world: Sandbox | None, name: str) -> Service:
    assert world is not None
    return next(one for one in world.services if one.name == name)


def kill(folder: Path, name: str) -> None:
    held = state.load(folder / name)
    assert held is not None
    os.kill(held.process.pid, signal.SIGKILL)
    while process.alive(held.process):
        pass


def test_two_ups_at_once_give_one_sandbox_and_a_third_changes_nothing(folder: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        first, second = pool.map(sandbox.up, [folder, folder])
    assert first == second == sandbox.up(folder) == sandbox.status(folder)
    assert first.healthy
    assert {one.name for one in first.services} == {"seaweedfs", "fake-gcs-server", "azurite"}


def test_the_sdks_find_it_by_their_default_chains_whatever_the_user_has_set(folder: Path) -> None:
    round_trip(sandbox.up(folder), "write", "default-chain")


def test_it_listens_on_loopback_only(folder: Path) -> None:
    for one in sandbox.up(folder).services:
        for table in ("tcp", "tcp6"):
            for address in listening(one.pid, table):
                assert address == "0100007F", one.name


def listening(pid: int, table: str) -> list[str]:
    """Addresses as /proc/net writes them: 127.0.0.1 is 0100007F on a little-endian machine."""
    if not Path("/proc/net/tcp").exists():
        pytest.skip("no /proc here")
    sockets = {str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir()}
    rows = [line.split() for line in Path("/proc/net", table).read_text().splitlines()[1:]]
    return [
        row[1].split(":")[0] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in sockets
    ]


@pytest.mark.parametrize("name", ["seaweedfs", "fake-gcs-server", "azurite"])
def test_what_died_comes_back_on_its_port_and_the_others_stay(folder: Path, name: str) -> None:
    before = sandbox.up(folder)
    kill(folder, name)
    assert not service(sandbox.status(folder), name).healthy
    after = sandbox.up(folder)
    assert after.healthy
    assert after.environment == before.environment
    changed = {one.name for one in before.services if one not in after.services}
    assert changed == {name}


def test_data_outlives_it(folder: Path) -> None:
    round_trip(sandbox.up(folder), "write", "outlives")
    sandbox.down(folder)
    assert sandbox.status(folder) is None
    round_trip(sandbox.up(folder), "read", "outlives")


def test_down_ends_everything_and_may_be_said_twice(folder: Path) -> None:
    pids = [one.pid for one in sandbox.up(folder).services]
    held = [(one, state.load(folder / one.name)) for one in EMULATORS]
    strays = [stray for one, begun in held if begun for stray in one.strays(begun.ports)]
    assert any(stray.exists() for stray in strays)
    (folder / "mine").write_text("not the sandbox's")
    sandbox.down(folder)
    sandbox.down(folder, erase=True)
    assert [pid for pid in pids if process.birth(pid) is not None] == []
    assert [stray for stray in strays if stray.exists()] == []
    assert [path.name for path in folder.iterdir()] == ["mine"]
    (folder / "mine").unlink()
    sandbox.down(folder, erase=True)
    sandbox.down(folder, erase=True)
    assert not folder.exists()


def test_status_of_nothing_makes_nothing(tmp_path: Path) -> None:
    assert sandbox.status(tmp_path / "never") is None
    assert list(tmp_path.iterdir()) == []
