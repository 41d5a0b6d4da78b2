"""From the description of an emulator to a process that answers, and back."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mcdeploy.domain import Listener, quiet
from mcdeploy.errors import McdeployError
from mcdeploy.sandbox import ports, process, state
from mcdeploy.sandbox.emulator import Emulator, Ports
from mcdeploy.sandbox.process import Process
from mcdeploy.sandbox.state import State

ATTEMPTS = 5  # on other ports, when somebody else took one of them
READY_WITHIN = 60.0  # seconds
PAUSE = 0.02
INHERITED = ("PATH", "LANG", "LD_LIBRARY_PATH")  # no secret and no proxy of the user's


def start(
    emulator: Emulator, folder: Path, listener: Listener = quiet, preferred: Ports = ()
) -> State:
    """Run the emulator in its folder and wait until it answers; on the preferred ports if they are
    free. It is detached and outlives this process. Not safe for two callers with one folder.

    Raises `McdeployError` when its program is missing, dies or stays silent.
    """
    program = emulator.program(listener)
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for attempt in range(ATTEMPTS):
        keep = attempt == 0 and len(preferred) == emulator.ports and ports.again(preferred)
        chosen = preferred if keep else ports.free(emulator.ports)
        born = _spawn(emulator, [*program, *emulator.arguments(chosen)], folder)
        if born is not None:
            begun = State(born, chosen)
            state.save(folder, begun)
            if _answers(emulator, begun):
                return begun
            stop(emulator, folder)
        if ports.again(chosen):
            break
    raise _failure(emulator, folder)


def _spawn(emulator: Emulator, argv: list[str], folder: Path) -> Process | None:
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    own = {"HOME": str(folder), "TMPDIR": str(folder)}
    return process.spawn(argv, folder, folder / "log", inherited | own | dict(emulator.variables))


def _answers(emulator: Emulator, begun: State) -> bool:
    deadline = time.monotonic() + READY_WITHIN
    while process.alive(begun.process) and time.monotonic() < deadline:
        if emulator.answers(begun.ports):
            return process.alive(begun.process)
        time.sleep(PAUSE)
    return False


def _failure(emulator: Emulator, folder: Path) -> McdeployError:
    log = folder / "log"
    tail = log.read_text(errors="replace").splitlines()[-12:] if log.exists() else []
    return McdeployError(
        f"sandbox, {emulator.name}",
        "it did not start; the end of its log says:\n" + "\n".join(f"    {line}" for line in tail),
        remedy=f"read {log}; if its data is damaged: mcdeploy sandbox down --erase",
    )


def stop(emulator: Emulator, folder: Path) -> None:
    """End what runs in that folder; its data stays. Idempotent."""
    begun = state.load(folder)
    if begun is None:
        return
    process.stop(begun.process, emulator.grace)
    for stray in emulator.strays(begun.ports):
        stray.unlink(missing_ok=True)
    state.forget(folder)


@contextmanager
def running(emulator: Emulator, folder: Path) -> Iterator[State]:
    """The emulator, up for as long as the context lasts."""
    begun = start(emulator, folder)
    try:
        yield begun
    finally:
        stop(emulator, folder)
