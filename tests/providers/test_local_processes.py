"""Several processes on one folder: one winner, and a killed writer leaves the old or the new."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from mcdeploy.store.contract import Absent
from mcdeploy.store.objects import get
from mcdeploy_local.store import LocalStore

WRITER = Path(__file__).with_name("local_writer.py")
PROCESSES = 16
ROUNDS = 5
KILLS = 12
SIZE = 2**18


@contextmanager
def writer(root: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    process = subprocess.Popen(
        [sys.executable, WRITER, root, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def told(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()


def heard(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_one_of_many_processes_wins_each_round(tmp_path: Path) -> None:
    store = LocalStore("rack", tmp_path)
    version = str(store.put("swapped", b"nobody", Absent()).version)
    with ExitStack() as running:
        racers = [
            running.enter_context(writer(tmp_path, "race", str(number), str(2 * ROUNDS)))
            for number in range(PROCESSES)
        ]
        for number in range(2 * ROUNDS):
            swap = number % 2 == 1
            for racer in racers:
                told(racer, version if swap else "")
            won = [str(n) for n, racer in enumerate(racers) if heard(racer) == "won"]
            data, now = get(store, "swapped" if swap else f"round/{number}")
            assert won == [data.decode()]
            version = str(now) if swap else version


def test_a_killed_writer_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    LocalStore("rack", tmp_path).put("object", bytes(SIZE), Absent())
    for number in range(KILLS):
        with writer(tmp_path, "overwrite") as process:
            for _ in range(number % 4 + 1):
                heard(process)
            process.kill()
        data, _ = get(LocalStore("rack", tmp_path), "object")
        assert (len(data), len(set(data))) == (SIZE, 1)


def test_what_a_killed_writer_left_is_swept_and_holds_nobody_up(tmp_path: Path) -> None:
    store = LocalStore("rack", tmp_path)
    store.put("object", bytes(SIZE), Absent())
    dead = tmp_path / ".mcdeploy" / "drafts" / "dead"
    dead.write_bytes(b"half")
    LocalStore("rack", tmp_path).put("other", b"x", Absent())
    assert not dead.exists()
    assert [stat.key for stat in store.list("")] == ["object", "other"]
