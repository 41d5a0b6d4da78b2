"""What this machine has under way is found by whoever comes next, and by nobody meanwhile."""

import resource
import stat
from pathlib import Path

import pytest

from mcdeploy.replicate.job import PART
from mcdeploy.replicate.journal import Journal, at_hand
from mcdeploy.store.contract import Upload

from .rig import described

FILE = described("large", b"content")
UPLOAD = Upload("releases/r/large", "secret")
THERE = "s3://models"


def test_who_comes_next_finds_it(tmp_path: Path) -> None:
    with Journal(tmp_path).entry(THERE, UPLOAD.key, FILE, PART) as entry:
        assert entry.recall() is None
        entry.note(Upload(UPLOAD.key, "a much longer name than the next one"))
        entry.note(UPLOAD)
    with Journal(tmp_path).entry(THERE, UPLOAD.key, FILE, PART) as entry:
        assert entry.recall() == UPLOAD
        entry.forget()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("location", "key", "path", "size"),
    [
        ("s3://other", UPLOAD.key, b"content", PART),
        (THERE, "releases/r/other", b"content", PART),
        (THERE, UPLOAD.key, b"another", PART),
        (THERE, UPLOAD.key, b"content", 2 * PART),
    ],
)
def test_another_content_place_or_part_is_another_upload(
    location: str, key: str, path: bytes, size: int, tmp_path: Path
) -> None:
    with Journal(tmp_path).entry(THERE, UPLOAD.key, FILE, PART) as entry:
        entry.note(UPLOAD)
    with Journal(tmp_path).entry(location, key, described("large", path), size) as entry:
        assert entry.recall() is None


def test_while_somebody_works_on_it_nobody_else_does(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    with journal.entry(THERE, UPLOAD.key, FILE, PART) as entry:
        entry.note(UPLOAD)
        with journal.entry(THERE, UPLOAD.key, FILE, PART) as other:
            assert other.recall() is None
            other.note(Upload(UPLOAD.key, "other"))
            other.forget()
        assert list(journal.left(THERE, "")) == []
        assert entry.recall() == UPLOAD


def test_what_is_left_is_told_by_place_and_key(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    with journal.entry(THERE, UPLOAD.key, FILE, PART) as entry:
        entry.note(UPLOAD)
    assert [upload for _, upload in journal.left(THERE, "releases/")] == [UPLOAD]
    assert not list(journal.left(THERE, "other/"))
    assert not list(journal.left("s3://other", "releases/"))


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"location": "s3://models"}'])
def test_an_entry_that_says_nothing_is_no_entry(damage: bytes, tmp_path: Path) -> None:
    with Journal(tmp_path).entry(THERE, UPLOAD.key, FILE, PART) as entry:
        entry.note(UPLOAD)
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage)
    with Journal(tmp_path).entry(THERE, UPLOAD.key, FILE, PART) as entry:
        assert entry.recall() is None


def test_where_it_cannot_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for journal in (Journal(), Journal(tmp_path / "file" / "journal")):
        with journal.entry(THERE, UPLOAD.key, FILE, PART) as entry:
            entry.note(UPLOAD)
            assert entry.recall() is None
        assert not list(journal.left(THERE, ""))


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    journal = at_hand({"XDG_STATE_HOME": str(tmp_path)})
    with journal.entry(THERE, UPLOAD.key, FILE, PART) as entry:
        entry.note(UPLOAD)
        (path,) = tmp_path.rglob("*.json")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_entry_in_which_nothing_was_noted_is_not_kept(tmp_path: Path) -> None:
    with Journal(tmp_path).entry(THERE, UPLOAD.key, FILE, PART):
        pass
    assert not list(tmp_path.iterdir())


def test_what_was_forgotten_meanwhile_is_not_made_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for key in ("releases/r/one", "releases/r/two"):
        with journal.entry(THERE, key, FILE, PART) as entry:
            entry.note(Upload(key, "secret"))
    left = journal.left(THERE, "releases/")
    next(left)[0].forget()
    for path in tmp_path.iterdir():
        path.unlink()
    assert list(left) == []
    assert not list(tmp_path.iterdir())


def test_where_the_disk_is_full_nothing_is_remembered(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Journal(tmp_path).entry(THERE, UPLOAD.key, FILE, PART) as entry:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))  # as many bytes as fit on a full disk
        try:
            entry.note(UPLOAD)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert entry.recall() is None
    assert not list(tmp_path.iterdir())
