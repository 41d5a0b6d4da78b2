"""A background process that outlives the command which started it, known by PID and start time."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mcdeploy.errors import McdeployError

DETACH = 'log=$1; shift; "$@" </dev/null >"$log" 2>&1 & echo $!'
PAUSE = 0.02  # seconds between two looks
KILLED_WITHIN = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class Process:
    """`born` is when the system started it, opaque: a PID used again is another process."""

    pid: int
    born: str


def spawn(
    argv: Sequence[str], folder: Path, log: Path, variables: Mapping[str, str]
) -> Process | None:
    """Start a program in its own session, with all its output in the log; None if it died at once.

    A shell in between lets go of it, so that it is nobody's child and never lies as a zombie.
    """
    started = subprocess.run(
        ["/bin/sh", "-c", DETACH, "sh", str(log), *argv],
        cwd=folder,
        env=dict(variables),
        stdout=subprocess.PIPE,
        start_new_session=True,
        check=True,
    )
    pid = int(started.stdout)
    born = birth(pid)
    return Process(pid, born) if born is not None else None


def birth(pid: int) -> str | None:
    """When the process of that PID was started, or None where there is none that lives."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None if Path("/proc/self").exists() else _birth_by_ps(pid)
    # proc(5): the state is the 3rd field, first after the name; the 20th counts threads, the 22nd
    # is the start. While other threads still end, their leader is a zombie and its files are open.
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in "ZX" and int(fields[17]) <= 1 else fields[19]


def _birth_by_ps(pid: int) -> str | None:
    told = subprocess.run(
        ["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.split(maxsplit=1)
    return told[1].strip() if len(told) == 2 and told[0][0] != "Z" else None


def alive(process: Process) -> bool:
    """Whether that very process still runs."""
    return birth(process.pid) == process.born


def stop(process: Process, grace: float) -> None:
    """Ask it to end, and after `grace` seconds make it. Idempotent; touches no other process."""
    for sign, seconds in ((signal.SIGTERM, grace), (signal.SIGKILL, KILLED_WITHIN)):
        if not alive(process):
            return
        with suppress(ProcessLookupError):
            os.kill(process.pid, sign)
        if _gone_within(process, seconds):
            return
    raise McdeployError(
        f"process {process.pid}", "does not end", remedy=f"end it by hand: kill -9 {process.pid}"
    )


def _gone_within(process: Process, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while alive(process):
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True
