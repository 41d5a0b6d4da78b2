"""Emulators up behind their links, empty, with a bucket each."""

import contextlib
import os
import socket
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mcdeploy.domain import Target
from mcdeploy.errors import StoreError
from mcdeploy.sandbox.emulator import Emulator
from mcdeploy.sandbox.environment import AWS_CONFIG, EMPTY_PROFILE, isolation
from mcdeploy.sandbox.fresh import endings_unwind
from mcdeploy.sandbox.start import running
from mcdeploy.store import registry
from mcdeploy.store.contract import Absent, Store
from rig.cloud import Cloud
from rig.link import Link, linked

LOOPBACK = "127.0.0.1"
READY_WITHIN = 30.0  # seconds until it takes writes
PAUSE = 0.1
STATE = "state"


@dataclass(frozen=True, slots=True)
class Place:
    """An emulator that runs, and the target that it plays."""

    cloud: Cloud
    link: Link
    url: str
    target: Target

    @property
    def name(self) -> str:
        return self.target.name

    def open(self) -> Store:
        """Its store, with nothing around it."""
        return registry.provider(self.cloud.provider).open(self.target)


@dataclass(frozen=True, slots=True)
class Places:
    """All of a run, by name; a program that has `environment` finds them. What it keeps on this
    machine from one run to the next lies in `state`, by the XDG base directory specification."""

    by_name: Mapping[str, Place]
    state: Path
    environment: Mapping[str, str]

    def __iter__(self) -> Iterator[Place]:
        return iter(self.by_name.values())

    def only(self, *names: str) -> "Places":
        return Places({name: self.by_name[name] for name in names}, self.state, self.environment)


@contextlib.contextmanager
def places(clouds: Mapping[str, Cloud], rate: float | None = None) -> Iterator[Places]:
    """Fresh emulators of these names, gone with all that they hold when the context ends: also
    after Ctrl-C, SIGTERM and SIGHUP. `rate` is of each link, in bytes a second.

    This process's own variables become those of the emulators too."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(endings_unwind())
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mcdeploy-places-")))
        up = {
            name: stack.enter_context(_place(number, name, cloud, home / name, rate))
            for number, (name, cloud) in enumerate(clouds.items())
        }
        there = Places(up, home / STATE, _environment(up, home))
        stack.enter_context(_in_environment(there.environment))
        for place in there:
            _make_ready(place)
        yield there


@contextlib.contextmanager
def _place(
    number: int, name: str, cloud: Cloud, folder: Path, rate: float | None
) -> Iterator[Place]:
    folder.mkdir()
    with linked(number, rate) as link, running(_behind(link, cloud.emulator), folder) as begun:
        url = f"http://{link.address}:{begun.ports[0]}"
        settings = cloud.settings(url)
        location = registry.provider(cloud.provider).location(settings, None)
        target = Target(name, cloud.provider, location, cloud.region, settings=settings)
        yield Place(cloud, link, url, target)


def _behind(link: Link, emulator: Emulator) -> Emulator:
    """The same emulator, on the link's address where it would be on loopback."""
    return replace(
        emulator,
        program=lambda listener: link.inside(emulator.program(listener)),
        arguments=lambda ports: [
            argument.replace(LOOPBACK, link.address) for argument in emulator.arguments(ports)
        ],
        answers=lambda ports: _listens(link.address, ports[0]),
    )


def _listens(address: str, port: int) -> bool:
    try:
        socket.create_connection((address, port), timeout=1.0).close()
    except OSError:
        return False
    return True


def _environment(up: Mapping[str, Place], home: Path) -> Mapping[str, str]:
    (home / AWS_CONFIG).write_text(EMPTY_PROFILE)
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AWS_", "AZURE_", "GOOGLE_", "MCDEPLOY_", "RCLONE_"))
    }
    told = kept | dict(isolation(home, kept))
    told["XDG_STATE_HOME"] = str(home / STATE)
    del told["MCDEPLOY_SANDBOX"]  # these targets are named as those of production are
    for place in up.values():
        told |= place.cloud.variables(place.url)
    direct = ",".join([told["NO_PROXY"], *(place.link.address for place in up.values())])
    return told | {"NO_PROXY": direct, "no_proxy": direct}


@contextlib.contextmanager
def _in_environment(environment: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _make_ready(place: Place) -> None:
    """A bucket into which something was written, and deleted, once."""
    deadline = time.monotonic() + READY_WITHIN
    while True:
        try:
            registry.provider(place.cloud.provider).create(place.target)
            with contextlib.closing(place.open()) as store:
                store.put("ready", b"ready", Absent())
                store.delete("ready")
        except StoreError:
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE)
        else:
            return
