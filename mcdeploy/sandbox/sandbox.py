"""The three emulators as one thing: brought up, looked at, taken down."""

import os
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from mcdeploy.domain import Listener, quiet
from mcdeploy.sandbox import environment, lock, process, state
from mcdeploy.sandbox.azurite import AZURITE
from mcdeploy.sandbox.emulator import Emulator
from mcdeploy.sandbox.fake_gcs import FAKE_GCS
from mcdeploy.sandbox.seaweedfs import SEAWEEDFS
from mcdeploy.sandbox.start import start, stop
from mcdeploy.sandbox.state import State

EMULATORS = (SEAWEEDFS, FAKE_GCS, AZURITE)


@dataclass(frozen=True, slots=True)
class Service:
    """One emulator of a sandbox as it was when looked at; clients use `port`, that is `url`."""

    name: str
    pid: int
    port: int
    url: str
    healthy: bool


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Three clouds on 127.0.0.1; data and logs are in `folder`.

    A process that has `environment` added to its own talks to them through any SDK's default chain.
    """

    folder: Path
    services: tuple[Service, ...]
    environment: Mapping[str, str]

    @property
    def healthy(self) -> bool:
        return len(self.services) == len(EMULATORS) and all(one.healthy for one in self.services)


def up(folder: Path, listener: Listener = quiet) -> Sandbox:
    """Bring the sandbox of that folder up: what runs stays, what died comes back with its data and
    if possible on its old port. Idempotent; two callers at once get the same sandbox. What it
    starts outlives this process. The listener may be called from another thread.

    Raises `McdeployError` when an emulator is missing or does not start; then none is left running.
    """
    folder = folder.absolute()
    with lock.locked(folder):
        (folder / environment.AWS_CONFIG).write_text(environment.EMPTY_PROFILE)
        try:
            with ThreadPoolExecutor(len(EMULATORS)) as pool:
                for begun in [pool.submit(_ensure, one, folder, listener) for one in EMULATORS]:
                    begun.result()
        except BaseException:
            _stop_all(folder)
            raise
        return _look(folder)


def status(folder: Path) -> Sandbox | None:
    """The sandbox of that folder as it is; None when it was never up, or was taken down."""
    folder = folder.absolute()
    return _look(folder) if any(state.load(folder / one.name) for one in EMULATORS) else None


def down(folder: Path, *, erase: bool = False) -> None:
    """End what runs there; with `erase` its data and logs go too. Idempotent."""
    folder = folder.absolute()
    if not folder.is_dir():
        return
    with lock.locked(folder):
        _stop_all(folder)
        if erase:
            _erase(folder)


def _ensure(emulator: Emulator, folder: Path, listener: Listener) -> None:
    home = folder / emulator.name
    held = state.load(home)
    if held is not None and _healthy(emulator, held):
        return
    stop(emulator, home)
    start(emulator, home, listener, held.ports if held is not None else ())


def _healthy(emulator: Emulator, held: State) -> bool:
    return process.alive(held.process) and emulator.answers(held.ports)


def _look(folder: Path) -> Sandbox:
    found = [(one, held) for one in EMULATORS if (held := state.load(folder / one.name))]
    services = tuple(
        Service(one.name, held.process.pid, held.ports[0], held.url, _healthy(one, held))
        for one, held in found
    )
    variables = dict(environment.isolation(folder, os.environ))
    for one, held in found:
        variables |= one.environment(held.url)
    return Sandbox(folder, services, variables)


def _stop_all(folder: Path) -> None:
    with ThreadPoolExecutor(len(EMULATORS)) as pool:
        for ended in [pool.submit(stop, one, folder / one.name) for one in EMULATORS]:
            ended.result()


def _erase(folder: Path) -> None:
    """Only what the sandbox made: the folder itself goes if nothing else is in it."""
    for name in (*(one.name for one in EMULATORS), environment.RACKS, environment.KEYS):
        if (folder / name).exists():
            shutil.rmtree(folder / name)
    for file in (environment.AWS_CONFIG, lock.FILE):
        (folder / file).unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()
