"""A sandbox for one use leaves nothing behind, however its process ends."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mcdeploy.sandbox import fresh, process
from mcdeploy.sandbox.fresh import endings_unwind

HOLDS_ONE = """
import time
from mcdeploy.sandbox import fresh
with fresh() as world:
    print(world.folder, *(one.pid for one in world.services), flush=True)
    time.sleep(60)
"""


pytestmark = pytest.mark.usefixtures("emulators")


def test_lasts_as_long_as_the_context() -> None:
    with fresh() as world:
        assert world.healthy
        assert world.folder.is_dir()
    assert not world.folder.exists()
    assert [one for one in world.services if process.birth(one.pid) is not None] == []


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_too(ending: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS_ONE], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        folder, *pids = holder.stdout.readline().split()
        assert Path(folder).is_dir()
        holder.send_signal(ending)
        holder.communicate()
    assert not Path(folder).exists()
    assert [pid for pid in pids if process.birth(int(pid)) is not None] == []
    assert len(pids) == 3


def test_somebody_elses_handler_stays() -> None:
    seen: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: seen.append(number))
    try:
        with endings_unwind():
            signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert seen == [signal.SIGTERM]
