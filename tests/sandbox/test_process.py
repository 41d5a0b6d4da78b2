"""A process is told from another one that got its PID, and ends when it is told to."""

import os
import sys
from pathlib import Path

import pytest

from mcdeploy.sandbox import process
from mcdeploy.sandbox.process import Process

SLEEPS = [sys.executable, "-c", "import time; print('awake', flush=True); time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "print('awake', flush=True); time.sleep(60)",
]


def spawned(argv: list[str], folder: Path) -> Process:
    begun = process.spawn(argv, folder, folder / "log", os.environ)
    assert begun is not None
    while not (folder / "log").read_text().startswith("awake"):
        assert process.alive(begun)
    return begun


@pytest.mark.parametrize("argv", [SLEEPS, STUBBORN])
def test_ends_the_willing_and_the_stubborn(argv: list[str], tmp_path: Path) -> None:
    begun = spawned(argv, tmp_path)
    process.stop(begun, grace=0.1)
    assert not process.alive(begun)
    process.stop(begun, grace=0.1)


def test_leads_its_own_session(tmp_path: Path) -> None:
    begun = spawned(SLEEPS, tmp_path)
    try:
        assert os.getsid(begun.pid) != os.getsid(0)
    finally:
        process.stop(begun, grace=1)


def test_leaves_alone_a_process_that_only_has_the_pid(tmp_path: Path) -> None:
    begun = spawned(SLEEPS, tmp_path)
    try:
        process.stop(Process(begun.pid, "another time"), grace=0.1)
        assert process.alive(begun)
    finally:
        process.stop(begun, grace=1)


def test_a_program_that_ends_at_once_is_not_alive(tmp_path: Path) -> None:
    begun = process.spawn(["true"], tmp_path, tmp_path / "log", os.environ)
    while begun is not None and process.alive(begun):
        pass


def test_ps_tells_the_same_births_where_there_is_no_proc(tmp_path: Path) -> None:
    begun = spawned(SLEEPS, tmp_path)
    told = process._birth_by_ps(begun.pid)
    assert told is not None
    assert told == process._birth_by_ps(begun.pid)
    process.stop(begun, grace=1)
    assert process._birth_by_ps(begun.pid) is None
