"""A process that dies before any one of its system calls: nothing half, and others go on.

Python reports most system calls to audit hooks, so a child can die at exactly the nth of them.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mcdeploy.errors import NotFound
from mcdeploy.store.contract import Absent, Store, Unchanged, Upload
from mcdeploy.store.digest import digest
from mcdeploy.store.objects import get
from mcdeploy_local.store import LocalStore

PART = 2**16
LARGE = os.urandom(2 * PART + 77)
PARTS = [LARGE[at : at + PART] for at in range(0, len(LARGE), PART)]
WATCHED = ("open", "os.", "fcntl.", "shutil.")
MOST = 400  # system calls: more than any of the stories below makes


def dies(story: Callable[[], None], at: int) -> bool:
    """Whether a child that tells the story died at its nth system call, rather than ended."""
    child = os.fork()
    if child:
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert ended in (0, 9), "the story went wrong by itself"
        return ended == 9
    left = iter(range(at))

    def count(event: str, _: tuple[object, ...]) -> None:
        if event.startswith(WATCHED) and next(left, None) is None:
            os._exit(9)

    try:
        sys.addaudithook(count)
        story()
        os._exit(0)
    finally:
        os._exit(1)


def deaths(tmp_path: Path, story: Callable[[Path], None]) -> Iterator[Path]:
    """A folder after each way to die, the last one after the story came to its end."""
    for at in range(MOST):
        root = tmp_path / str(at)
        root.mkdir()
        LocalStore("rack", root).put("swapped", b"old", Absent())
        died = dies(lambda root=root: story(root), at)  # type: ignore[misc]
        yield root
        if not died:
            return
    raise AssertionError(f"the story takes more than {MOST} system calls")


def swap(root: Path) -> None:
    store = LocalStore("rack", root)
    store.put("swapped", b"new", Unchanged(store.head("swapped").version))
    store.put("deep/down/created", b"created", Absent())


def upload(root: Path) -> None:
    store = LocalStore("rack", root)
    finish(store, store.begin("large", len(LARGE), PART))


def finish(store: Store, upload: Upload) -> None:
    held = {part.number for part in store.parts(upload)}
    for number, data in enumerate(PARTS, start=1):
        if number not in held:
            store.put_part(upload, number, data)
    store.complete(upload, store.parts(upload), digest([LARGE]).checksums())


def test_a_write_is_old_or_new_wherever_it_dies(tmp_path: Path) -> None:
    seen = set()
    for root in deaths(tmp_path, swap):
        store = LocalStore("rack", root)
        data, version = get(store, "swapped")
        keys = [stat.key for stat in store.list("")]
        seen.add((data, len(keys)))
        if "deep/down/created" in keys:
            assert get(store, "deep/down/created")[0] == b"created"
        store.put("swapped", b"after", Unchanged(version))
        assert list((root / ".mcdeploy" / "drafts").iterdir()) == []
    assert seen == {(b"old", 1), (b"new", 1), (b"new", 2)}


def test_an_upload_goes_on_wherever_it_dies(tmp_path: Path) -> None:
    resumed = 0
    for root in deaths(tmp_path, upload):
        store = LocalStore("rack", root)
        unfinished = list(store.uploads(""))
        if "large" not in [stat.key for stat in store.list("")]:
            resumed += len(unfinished)
            finish(store, unfinished[0] if unfinished else store.begin("large", len(LARGE), PART))
        else:
            assert unfinished == []
        assert get(store, "large")[0] == LARGE
        store.put("other", b"x", Absent())
        ours = root / ".mcdeploy"
        assert [*(ours / "drafts").iterdir(), *(ours / "uploads").iterdir()] == []
    assert resumed


def test_a_part_that_arrives_after_completion_reaches_nobody(tmp_path: Path) -> None:
    store = LocalStore("rack", tmp_path)
    upload = store.begin("large", len(LARGE), PART)
    finish(store, upload)
    with pytest.raises(NotFound):
        store.put_part(upload, 1, bytes(PART))
    assert get(store, "large")[0] == LARGE
