"""What the lock files hold, and what they must not hold."""

import re
from pathlib import Path

import pytest

from mcdeploy import environments
from mcdeploy.catalog.runtime import runtimes
from mcdeploy.domain import Kind

LOCKS = Path(environments.__file__).parent / "locks"
FILES = sorted(LOCKS.glob("*.txt"))
PIN = re.compile(r"[a-z0-9.-]+==[^ ;]+( ; [^\\]+)? \\")
DIGEST = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


@pytest.mark.parametrize("lock", FILES, ids=lambda lock: lock.stem)
def test_nothing_but_pins_and_digests(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not PIN.fullmatch(line) and not DIGEST.fullmatch(line)] == []


@pytest.mark.parametrize("lock", FILES, ids=lambda lock: lock.stem)
def test_every_pin_has_a_digest(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z])", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("lock", FILES, ids=lambda lock: lock.stem)
def test_what_is_wanted_is_what_is_pinned(lock: Path) -> None:
    wanted = [
        line.partition("[")[0].partition("<")[0]
        for line in lock.with_suffix(".in").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    pinned = lock.read_text(encoding="utf-8").splitlines()
    for name in wanted:
        start = name if "==" in name else f"{name}=="
        assert any(f"{line} ".startswith(start) for line in pinned), name


def test_every_lock_file_is_used_and_every_used_one_is_there() -> None:
    used = {lock for kind in Kind for each in runtimes(kind) for lock in each.locks}
    assert {file.stem for file in FILES} - {"build"} == used
