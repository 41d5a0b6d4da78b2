"""The folder's settings, its names, its versions and its errors."""

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mcdeploy.domain import Checksums, Target
from mcdeploy.errors import (
    AccessDenied,
    BucketMissing,
    NotFound,
    StoreError,
    Unavailable,
    Unsupported,
    UsageError,
)
from mcdeploy.store.contract import Absent, Unchanged, Upload
from mcdeploy.store.objects import get
from mcdeploy_local import LocalSettings, provider
from mcdeploy_local.layout import Layout
from mcdeploy_local.store import LocalStore
from mcdeploy_local.translate import translation

SEGMENT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=300)
KEY = st.lists(SEGMENT, min_size=1, max_size=4).map("/".join)


def store(root: Path) -> LocalStore:
    return LocalStore("rack", root)


# --- settings ----------------------------------------------------------------------------------


def test_a_relative_path_is_in_the_folder_of_the_manifest(tmp_path: Path) -> None:
    given = LocalSettings.model_validate({"path": "rack"}, context={"folder": tmp_path})
    assert given.path == tmp_path / "rack"
    with pytest.raises(ValidationError, match="climbs out"):
        LocalSettings.model_validate({"path": "../rack"}, context={"folder": tmp_path})


def test_two_ways_to_a_folder_are_one_location(tmp_path: Path) -> None:
    (tmp_path / "a rack").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "a rack")
    direct = provider.location({"path": tmp_path / "a rack"}, None)
    assert direct == (tmp_path / "a rack").as_uri()
    assert provider.location({"path": tmp_path / "link" / "." / ""}, "eu") == direct
    assert provider.public({"path": tmp_path}) is False


def test_create_makes_the_folder_and_may_be_repeated(tmp_path: Path) -> None:
    target = Target("rack", "local", "", settings={"path": tmp_path / "a" / "b"})
    provider.create(target)
    provider.create(target)
    made = provider.open(target)
    made.put("key", b"x", Absent())
    assert (tmp_path / "a" / "b" / "key").read_bytes() == b"x"


def test_importing_the_adapter_imports_no_store() -> None:
    code = "import sys, mcdeploy_local; sys.exit('mcdeploy_local.store' in sys.modules)"
    path = os.pathsep.join(entry for entry in sys.path if entry)
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"PYTHONPATH": path})


# --- names -------------------------------------------------------------------------------------


@given(KEY)
def test_no_key_leaves_the_root_and_no_two_share_a_file(key: str) -> None:
    layout = Layout(Path("/nowhere/rack"))
    for place in layout.places(key):
        assert Path(os.path.normpath(place)).is_relative_to(layout.root)
        assert ".." not in place.parts
        assert all(len(os.fsencode(part)) <= 255 for part in place.parts)
    assert layout.key_beside(layout.beside(key)) == key


@pytest.mark.parametrize(
    "key",
    ["../outside", "/etc/passwd", "a/../../b", ".mcdeploy/lock", "a//b", "./a", "n" * 900, "nul\0"],
)
def test_a_key_that_no_file_can_have_is_kept_beside(tmp_path: Path, key: str) -> None:
    root = tmp_path / "rack"
    root.mkdir()
    version = store(root).put(key, b"mine", Absent()).version
    store(root).put("plain", b"x", Absent())
    assert get(store(root), key) == (b"mine", version)
    assert key in [stat.key for stat in store(root).list("")]
    store(root).delete(key, Unchanged(version))
    assert [stat.key for stat in store(root).list("")] == ["plain"]
    assert sorted(os.listdir(tmp_path)) == ["rack"]  # noqa: PTH208
    assert sorted(os.listdir(root)) == [".mcdeploy", "plain"]  # noqa: PTH208


def test_an_object_made_beside_stays_there_when_its_place_gets_free(tmp_path: Path) -> None:
    rack = store(tmp_path)
    rack.put("a/b", b"below", Absent())
    old = rack.put("a", b"above", Absent()).version
    rack.delete("a/b")
    new = rack.put("a", b"again", Unchanged(old)).version
    assert get(rack, "a") == (b"again", new)
    assert [stat.key for stat in rack.list("")] == ["a"]
    rack.delete("a")
    rack.put("a", b"plain", Absent())
    assert (tmp_path / "a").read_bytes() == b"plain"


def test_a_listing_is_in_the_order_of_utf8(tmp_path: Path) -> None:
    keys = ["a", "a-1", "a/b", "a/b/c", "a0", "é", "\uffff", "\U0001f600", "z" * 256]
    for key in keys:
        store(tmp_path).put(key, b"x", Absent())
    listed = [stat.key for stat in store(tmp_path).list("")]
    assert listed == sorted(keys, key=lambda key: key.encode())


def test_a_symbolic_link_is_neither_followed_nor_an_object(tmp_path: Path) -> None:
    root, outside = tmp_path / "rack", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (outside / "secret").write_bytes(b"secret")
    (root / "folder").symlink_to(outside)
    (root / "file").symlink_to(outside / "secret")
    for key in ("folder/secret", "file"):
        with pytest.raises(NotFound):
            store(root).head(key)
        store(root).put(key, b"mine", Absent())
        assert get(store(root), key)[0] == b"mine"
    assert (outside / "secret").read_bytes() == b"secret"
    assert [stat.key for stat in store(root).list("")] == ["file", "folder/secret"]


# --- versions ----------------------------------------------------------------------------------


def test_no_version_returns_however_fast_the_writes_and_whatever_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rack = store(tmp_path)
    version = rack.put("a", b"0", Absent()).version
    seen = {version}
    monkeypatch.setattr("time.time_ns", lambda: 1_000_000_000)
    for number in range(200):
        version = rack.put("a", b"%d" % (number % 10), Unchanged(version)).version
        assert version not in seen
        seen.add(version)


def test_a_reader_keeps_the_state_that_it_opened(tmp_path: Path) -> None:
    rack = store(tmp_path)
    version = rack.put("a", b"old" * 10**6, Absent()).version
    reading = rack.read("a")
    rack.put("a", b"new", Unchanged(version))
    assert b"".join(reading.chunks) == b"old" * 10**6
    assert reading.stat.version == version


# --- uploads -----------------------------------------------------------------------------------


def test_a_part_of_another_size_or_number_is_refused(tmp_path: Path) -> None:
    rack = store(tmp_path)
    upload = rack.begin("large", 10, 4)
    for number, data in ((0, b"1234"), (1, b"123"), (3, b"1234"), (4, b"1234")):
        with pytest.raises(UsageError):
            rack.put_part(upload, number, data)
    rack.put_part(upload, 3, b"12")
    with pytest.raises(UsageError, match="not all the parts"):
        rack.complete(upload, rack.parts(upload), Checksums())


@pytest.mark.parametrize("name", ["", "..", "../../lock", "0" * 32, "../uploads/" + "0" * 32])
def test_an_upload_that_is_none_is_gone(tmp_path: Path, name: str) -> None:
    store(tmp_path).put("a", b"x", Absent())
    with pytest.raises(NotFound):
        store(tmp_path).parts(Upload("large", name))
    store(tmp_path).abort(Upload("large", name))
    assert get(store(tmp_path), "a")[0] == b"x"


def test_an_upload_is_bound_to_its_key(tmp_path: Path) -> None:
    upload = store(tmp_path).begin("large", 4, 4)
    with pytest.raises(NotFound):
        store(tmp_path).put_part(Upload("other", upload.id), 1, b"1234")


# --- errors ------------------------------------------------------------------------------------


def test_a_missing_root_is_a_missing_bucket_everywhere(tmp_path: Path) -> None:
    rack, upload = store(tmp_path / "my rack"), Upload("a", "0" * 32)
    for call in (
        lambda: rack.head("a"),
        lambda: rack.read("a"),
        lambda: list(rack.list("")),
        lambda: rack.put("a", b"", Absent()),
        lambda: rack.begin("a", 1, 1),
        lambda: rack.parts(upload),
        lambda: rack.delete("a"),
    ):
        with pytest.raises(BucketMissing) as caught:
            call()
        assert caught.value.remedy == f"mkdir -p '{tmp_path}/my rack'"
    assert not (tmp_path / "my rack").exists()


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.EACCES, AccessDenied),
        (errno.EROFS, AccessDenied),
        (errno.ENOSPC, StoreError),
        (errno.EDQUOT, StoreError),
        (errno.EFBIG, StoreError),
        (errno.ENAMETOOLONG, Unsupported),
        (errno.EXDEV, Unsupported),
        (errno.ENOENT, NotFound),
        (errno.EIO, Unavailable),
        (errno.ESTALE, Unavailable),
    ],
)
def test_each_error_of_the_kernel_has_its_word(
    tmp_path: Path, number: int, kind: type[StoreError]
) -> None:
    error = translation(OSError(number, os.strerror(number), "f"), "rack", "put", tmp_path)
    assert type(error) is kind
    assert error.operation == "put"
    assert error.remedy or kind is NotFound


def test_a_full_disk_leaves_the_old_bytes(tmp_path: Path) -> None:
    """A limit on the size of files stands in for the disk: the same call fails."""
    rack = store(tmp_path)
    version = rack.put("a", b"old", Absent()).version
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**16, before[1]))
    try:
        with pytest.raises(StoreError, match="File too large"):
            rack.put("a", bytes(2**17), Unchanged(version))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert get(rack, "a") == (b"old", version)
    assert list((tmp_path / ".mcdeploy" / "drafts").iterdir()) == []


def test_a_sandbox_moves_the_folder_below_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MCDEPLOY_LOCAL_ROOT", str(tmp_path / "box"))
    target = Target("rack", "local", "", settings={"path": tmp_path / "rack"})
    provider.create(target)
    provider.open(target).put("a", b"x", Absent())
    assert not (tmp_path / "rack").exists()
    assert list((tmp_path / "box").rglob("a"))
    assert provider.location(target.settings, None) == (tmp_path / "rack").as_uri()
    (tmp_path / "link").symlink_to(tmp_path / "box")
    monkeypatch.setenv("MCDEPLOY_LOCAL_ROOT", str(tmp_path / "link"))
    assert provider.open(target).head("a").size == 1
