"""Folders are whole or absent, and made once."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mcdeploy.environments import cache
from mcdeploy.errors import UsageError


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MCDEPLOY_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def writes(text: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / "file").write_text(text, encoding="utf-8")

    return make


def test_a_folder_is_made_once_and_then_found(root: Path) -> None:
    made = cache.folder("kind", "key", writes("first"))
    assert made == root / "kind" / "key"
    assert cache.folder("kind", "key", writes("second")) == made
    assert (made / "file").read_text(encoding="utf-8") == "first"


def test_of_a_maker_that_fails_nothing_is_left(root: Path) -> None:
    def fails(folder: Path) -> None:
        (folder / "half").touch()
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        cache.folder("kind", "key", fails)
    assert list((root / "kind").iterdir()) == []
    assert (cache.folder("kind", "key", writes("now")) / "file").exists()


def test_what_is_not_whole_any_more_is_made_anew() -> None:
    made = cache.folder("kind", "key", writes("old"))
    (made / "file").unlink()
    again = cache.folder("kind", "key", writes("new"), whole=lambda each: (each / "file").exists())
    assert again == made
    assert (made / "file").read_text(encoding="utf-8") == "new"


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[0] ^= 1
    file.write_bytes(data)


def joined(file: Path) -> None:
    (file.parent / "another").touch()


@pytest.mark.parametrize("damage", [emptied, flipped, joined, Path.unlink])
def test_what_was_damaged_is_made_anew(damage: Callable[[Path], None]) -> None:
    made = cache.folder("kind", "key", writes("text"))
    damage(made / "file")
    again = cache.folder("kind", "key", writes("text"))
    assert [file.name for file in again.iterdir()] == ["file"]
    assert (again / "file").read_text(encoding="utf-8") == "text"


@pytest.mark.parametrize("damage", [emptied, flipped, Path.unlink])
def test_so_is_what_lost_its_digests(root: Path, damage: Callable[[Path], None]) -> None:
    cache.folder("kind", "key", writes("old"))
    (digests,) = (root / "digests").iterdir()
    damage(digests)
    made = cache.folder("kind", "key", writes("new"))
    assert (made / "file").read_text(encoding="utf-8") == "new"


def test_files_in_folders_are_watched_too() -> None:
    def make(folder: Path) -> None:
        (folder / "inner").mkdir()
        (folder / "inner" / "file").write_bytes(b"text")

    made = cache.folder("kind", "key", make)
    emptied(made / "inner" / "file")
    assert (cache.folder("kind", "key", make) / "inner" / "file").read_bytes() == b"text"


def test_the_files_are_on_the_disk_before_the_folder_has_its_name(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system that loses power cannot be had here: the calls are what is looked at."""
    synced: list[int] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        assert not (root / "kind" / "key").exists()
        synced.append(os.fstat(descriptor).st_ino)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    made = cache.folder("kind", "key", writes("x"))
    assert {made.stat().st_ino, (made / "file").stat().st_ino} <= set(synced)


def test_threads_that_ask_at_once_make_it_once() -> None:
    makers: list[Path] = []

    def make(folder: Path) -> None:
        makers.append(folder)
        writes("x")(folder)

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: cache.folder("kind", "key", make), range(8)))
    assert len(found) == len(makers) == 1


MAKER = """
import sys
from pathlib import Path
from mcdeploy.environments import cache
def make(folder):
    with open(sys.argv[1], "a") as log:
        log.write("made\\n")
    (folder / "file").touch()
print(cache.folder("kind", "key", make))
"""


def test_processes_that_ask_at_once_make_it_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    asking = [
        subprocess.Popen([sys.executable, "-c", MAKER, str(log)], stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    said = {process.communicate(timeout=60)[0] for process in asking}
    assert len(said) == 1
    assert log.read_text(encoding="utf-8") == "made\n"


KILLED = """
import os, signal
from mcdeploy.environments import cache
def make(folder):
    (folder / "half").touch()
    os.kill(os.getpid(), signal.SIGKILL)
cache.folder("kind", "key", make)
"""


def test_a_killed_maker_leaves_nothing_that_is_taken_for_whole(root: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not (root / "kind" / "key").exists()
    made = cache.folder("kind", "key", writes("whole"))
    assert [file.name for file in made.iterdir()] == ["file"]
    assert os.listdir(root / "kind") == ["key"]  # noqa: PTH208


def test_a_cache_that_cannot_be_written_is_told_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setenv("MCDEPLOY_CACHE", str(tmp_path / "a file" / "cache"))
    with pytest.raises(UsageError, match="MCDEPLOY_CACHE"):
        cache.folder("kind", "key", writes("x"))


def test_so_is_a_file_where_a_folder_has_to_be(root: Path) -> None:
    root.mkdir()
    (root / "kind").touch()
    with pytest.raises(UsageError, match="MCDEPLOY_CACHE"):
        cache.folder("kind", "key", writes("x"))


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache.root() == Path(os.environ["MCDEPLOY_CACHE"])
    monkeypatch.delenv("MCDEPLOY_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache.root() == Path("/somewhere/mcdeploy")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache.root() == Path.home() / ".cache" / "mcdeploy"
