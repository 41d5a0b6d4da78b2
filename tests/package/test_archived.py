"""Archives are kept under the digests of what they really hold."""

from collections.abc import Mapping
from pathlib import Path
from typing import IO

import pytest

from mcdeploy import archive
from mcdeploy.domain import Content
from mcdeploy.errors import ModelError
from mcdeploy.package.archived import tar_gz


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MCDEPLOY_CACHE", str(tmp_path / "cache"))


def content(of: Content) -> bytes:
    assert isinstance(of, Path)
    return of.read_bytes()


def test_one_that_was_damaged_is_written_anew() -> None:
    kept = tar_gz({"member": b"1"})
    whole = content(kept)
    assert isinstance(kept, Path)
    kept.write_bytes(whole[:-1])
    assert content(tar_gz({"member": b"1"})) == whole


def test_a_member_that_changes_meanwhile_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is another one only while it is packed; whoever hashed it before and after saw nothing."""
    member, pack = tmp_path / "member", archive.tar_gz
    member.write_bytes(b"good")

    def meanwhile(members: Mapping[str, Content], into: IO[bytes]) -> None:
        member.write_bytes(b"evil")
        pack(members, into)
        member.write_bytes(b"good")

    with monkeypatch.context() as patched:
        patched.setattr(archive, "tar_gz", meanwhile)
        with pytest.raises(ModelError, match="member: changed while it was packed"):
            tar_gz({"member": member})
    assert b"good" in content(tar_gz({"member": member}))
