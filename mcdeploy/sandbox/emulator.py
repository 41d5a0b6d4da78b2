"""What one emulator is, as a frozen description; `start` makes a process of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mcdeploy.domain import Listener

Ports = tuple[int, ...]
"""All ports that an emulator listens on, on 127.0.0.1; clients use the first."""


def no_files(ports: Ports) -> Sequence[Path]:
    """Most emulators write only into their folder."""
    del ports
    return ()


@dataclass(frozen=True, slots=True)
class Emulator:
    """How to run one emulator. It runs inside a folder of its own, which is its working folder and
    holds its data in `data`, so `arguments` and `variables` name paths relative to it.

    `program` finds the executable, or installs it and tells the listener so. `answers` asks once
    whether clients can work with it; it never raises and gives up after a second. `environment`
    is what a client needs, by URL. `grace` is how many seconds it gets after SIGTERM. `strays` are
    the files outside its folder that it may leave behind.
    """

    name: str
    ports: int
    program: Callable[[Listener], Sequence[str]]
    arguments: Callable[[Ports], Sequence[str]]
    answers: Callable[[Ports], bool]
    environment: Callable[[str], Mapping[str, str]]
    variables: Mapping[str, str] = field(default_factory=dict)
    grace: float = 5.0
    strays: Callable[[Ports], Sequence[Path]] = no_files
