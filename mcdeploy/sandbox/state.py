"""What was started in an emulator's folder, written there before anybody waits for it: a command
that is killed while it starts something leaves nothing behind that the next one cannot find."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from mcdeploy.sandbox.emulator import Ports
from mcdeploy.sandbox.process import Process

FILE = "process.json"


@dataclass(frozen=True, slots=True)
class State:
    """The process that an emulator was started as, and the ports it was given."""

    process: Process
    ports: Ports

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ports[0]}"


def load(folder: Path) -> State | None:
    """The state of that folder; None where nothing was started, or the file says nothing."""
    try:
        told = json.loads((folder / FILE).read_bytes())
        return State(Process(int(told["pid"]), str(told["born"])), tuple(map(int, told["ports"])))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def save(folder: Path, state: State) -> None:
    """Replace the state of that folder atomically."""
    told = {"pid": state.process.pid, "born": state.process.born, "ports": state.ports}
    fresh = folder / f"{FILE}.{os.getpid()}"
    fresh.write_text(json.dumps(told))
    fresh.replace(folder / FILE)


def forget(folder: Path) -> None:
    """Nothing runs in that folder any more. Idempotent."""
    (folder / FILE).unlink(missing_ok=True)
