"""The same members give the same bytes, and everybody can read them."""

import gzip
import hashlib
import io
import subprocess
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.archive import FIXED_TIME, tar, tar_gz, unpack
from mcdeploy.archive.stored import LARGEST, Stored
from mcdeploy.errors import ModelError

MEMBERS = {"model.joblib": b"weights", "code/inference.py": b"pass\n", "an/empty": b""}
NAMES = st.text("abAB/é.1 ", min_size=1, max_size=12).filter(
    lambda name: all(part not in ("", ".", "..") for part in name.split("/"))
)


def archived(members: dict[str, bytes | Path]) -> bytes:
    into = io.BytesIO()
    tar_gz(members, into)
    return into.getvalue()


def test_the_bytes_are_those_of_every_machine() -> None:
    digest = hashlib.sha256(archived({**MEMBERS})).hexdigest()
    assert digest == "ee4eb247b21761abe482a73dbd8df51a1b2ea2e26025d5dd0dd84824a1f0260e"


def test_order_and_file_times_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"weights")
    other: dict[str, bytes | Path] = dict(reversed(MEMBERS.items()))
    other["model.joblib"] = tmp_path / "weights"
    assert archived({**MEMBERS}) == archived(other)


def test_members_are_plain_files_of_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.tar.gz").write_bytes(archived({**MEMBERS}))
    with tarfile.open(tmp_path / "a.tar.gz") as archive:
        members = archive.getmembers()
    assert [member.name for member in members] == sorted(MEMBERS)
    assert all(member.isreg() and member.mode == 0o644 for member in members)
    assert {(m.uid, m.gid, m.uname, m.gname, m.mtime) for m in members} == {
        (0, 0, "", "", FIXED_TIME)
    }


def test_other_programs_read_it(tmp_path: Path) -> None:
    long = "folder/" + "x" * 200 + "é"
    (tmp_path / "a.tar.gz").write_bytes(archived({**MEMBERS, long: b"long"}))
    subprocess.run(["gzip", "-t", tmp_path / "a.tar.gz"], check=True)
    subprocess.run(["tar", "-xzf", tmp_path / "a.tar.gz", "-C", tmp_path], check=True)
    assert (tmp_path / "model.joblib").read_bytes() == b"weights"
    assert (tmp_path / long).read_bytes() == b"long"


@given(st.lists(st.binary(max_size=3).map(lambda data: data * 40_000), max_size=5))
def test_stored_blocks_do_not_depend_on_how_the_bytes_come(pieces: list[bytes]) -> None:
    whole, pieced = io.BytesIO(), io.BytesIO()
    for into, parts in ((whole, [b"".join(pieces)]), (pieced, pieces)):
        stored = Stored(into)
        for part in parts:
            stored.write(part)
        stored.finish()
    assert whole.getvalue() == pieced.getvalue()
    assert gzip.decompress(whole.getvalue()) == b"".join(pieces)


@pytest.mark.parametrize("size", [0, 1, LARGEST - 1, LARGEST, LARGEST + 1, 3 * LARGEST])
def test_every_length_ends_well(size: int) -> None:
    into = io.BytesIO()
    stored = Stored(into)
    stored.write(b"x" * size)
    stored.finish()
    assert gzip.decompress(into.getvalue()) == b"x" * size


@given(members=st.dictionaries(NAMES, st.binary(max_size=2000), max_size=6))
def test_what_is_written_can_be_unpacked_again_or_is_refused_at_once(
    members: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("written")
    try:
        data = archived({**members})
    except ModelError as error:
        assert "refused" in error.what  # noqa: PT017
        return
    (folder / "a.tar.gz").write_bytes(data)
    files = unpack(folder / "a.tar.gz", folder / "out", most=20_000, files=1000)
    found = {path.relative_to(folder / "out").as_posix(): path.read_bytes() for path in files}
    assert found == members


def test_p8_a_member_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read") as caught:
        tar({"weights": tmp_path / "gone"}, io.BytesIO())
    assert caught.value.who == "weights"
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["../up", "/root", "a//b", "a\\b", "C:/x", ""])
def test_a_name_that_could_not_be_unpacked_is_not_written(name: str) -> None:
    with pytest.raises(ModelError, match="refused"):
        tar({name: b""}, io.BytesIO())
