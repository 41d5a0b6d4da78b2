"""Archives from elsewhere: what is good is taken, what is hostile leaves no trace."""

import gzip
import io
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcdeploy.archive import tar_gz, unpack
from mcdeploy.errors import ModelError

MOST, FILES = 10_000, 20
LINKS = {
    "a symbolic link": tarfile.SYMTYPE,
    "a hard link": tarfile.LNKTYPE,
    "a character device": tarfile.CHRTYPE,
    "a block device": tarfile.BLKTYPE,
    "a pipe": tarfile.FIFOTYPE,
    "a sparse file": tarfile.GNUTYPE_SPARSE,
    "a contiguous file": tarfile.CONTTYPE,
}
HOSTILE_NAMES = [
    "../outside",
    "a/../../outside",
    "/outside",
    "//outside",
    "..",
    "a/..",
    "a/./b",
    "a//b",
    "C:\\outside",
    "C:outside",
    "..\\outside",
    "a\nb",
    "x" * 300,
    "/".join("abcdefgh" * 20),
]
TWICE = [
    ["a", "a"],
    ["a", "A"],
    ["./a", "a"],
    ["é", "e\u0301"],
    ["straße", "STRASSE"],
    ["a", "a/b"],
    ["a/b", "a"],
    ["a/b", "A/c"],
]
Build = Callable[[Path, Iterable[str]], None]


def info(name: str, kind: bytes = tarfile.REGTYPE, size: int = 0) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.size, member.linkname = kind, size, "/etc/passwd"
    return member


def tar_of(path: Path, names: Iterable[str]) -> None:
    with tarfile.open(path, "w") as archive:
        for name in names:
            archive.addfile(info(name, size=2), io.BytesIO(b"ab"))


def zip_of(path: Path, names: Iterable[str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.filelist.append(one := zipfile.ZipInfo(name))  # no warning of a second one
            archive.filelist.pop()
            archive.NameToInfo.pop(one.filename, None)
            archive.writestr(one, b"ab")


def refuse(path: Path, why: str | None = None, most: int = MOST, files: int = FILES) -> None:
    """Unpacking fails for that reason, and nothing has changed around it or in it."""
    into = path.parent / "into"
    before = sorted(path.parent.iterdir())
    with pytest.raises(ModelError, match=why) as caught:
        unpack(path, into, most=most, files=files)
    assert caught.value.remedy
    assert list(into.iterdir()) == []
    assert [left for left in sorted(path.parent.iterdir()) if left != into] == before
    into.rmdir()


@pytest.mark.parametrize("build", [tar_of, zip_of])
@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, build: Build, name: str) -> None:
    build(tmp_path / "a", ["good", name])
    refuse(tmp_path / "a", "refused: the name")


@pytest.mark.parametrize("build", [tar_of, zip_of])
@pytest.mark.parametrize("names", TWICE)
def test_one_name_twice_is_refused(tmp_path: Path, build: Build, names: list[str]) -> None:
    build(tmp_path / "a", names)
    refuse(tmp_path / "a", "refused: the name")


@pytest.mark.parametrize("kind", LINKS.values(), ids=LINKS.keys())
def test_only_files_and_folders_come_out_of_a_tar(tmp_path: Path, kind: bytes) -> None:
    with tarfile.open(tmp_path / "a", "w") as archive:
        archive.addfile(info("good", size=2), io.BytesIO(b"ab"))
        archive.addfile(info("bad", kind))
    refuse(tmp_path / "a", "'bad' is ")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFSOCK])
def test_only_files_and_folders_come_out_of_a_zip(tmp_path: Path, kind: int) -> None:
    bad = zipfile.ZipInfo("bad")
    bad.external_attr = (kind | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a", "w") as archive:
        archive.writestr("good", b"")
        archive.writestr(bad, b"/etc/passwd")
    refuse(tmp_path / "a", "link, a device or a pipe")


def zeros(file: io.BufferedIOBase, size: int) -> None:
    for _ in range(size // 2**20):
        file.write(bytes(2**20))


def test_a_bomb_ends_before_it_grows(tmp_path: Path) -> None:
    """10 GiB are announced; not even the first of them is read, or written."""
    size = 10 * 2**30
    with gzip.open(tmp_path / "a.tar.gz", "wb") as file:
        file.write(info("bomb", size=size).tobuf(tarfile.GNU_FORMAT))
        zeros(file, 2**24)
    refuse(tmp_path / "a.tar.gz", "more than")


def test_many_small_files_are_a_bomb_too(tmp_path: Path) -> None:
    tar_of(tmp_path / "a", map(str, range(FILES + 1)))
    zip_of(tmp_path / "b", map(str, range(FILES + 1)))
    refuse(tmp_path / "a", "more than")
    refuse(tmp_path / "b", "more than")
    assert len(unpack(tmp_path / "a", tmp_path / "all", most=MOST, files=FILES + 1)) == FILES + 1


def test_files_that_are_too_large_together_are_refused(tmp_path: Path) -> None:
    tar_of(tmp_path / "a", ["one", "two"])
    refuse(tmp_path / "a", "more than 3 bytes", most=3)
    assert len(unpack(tmp_path / "a", tmp_path / "all", most=4, files=2)) == 2


def test_a_zip_bomb_is_refused_by_what_it_announces(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(2**24))
    refuse(tmp_path / "a", "more than")


def test_a_zip_that_announces_too_little_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(2**24))
    data = (tmp_path / "a").read_bytes()
    (tmp_path / "a").write_bytes(data.replace(struct.pack("<I", 2**24), struct.pack("<I", 10)))
    refuse(tmp_path / "a", "cannot be unpacked")


def test_a_zip_that_announces_too_much_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("small", b"x" * 2345)
    data = (tmp_path / "a").read_bytes()
    (tmp_path / "a").write_bytes(data.replace(struct.pack("<I", 2345), struct.pack("<I", 2346)))
    refuse(tmp_path / "a", "2345 bytes, not 2346")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_compressed_in_an_uncommon_way_is_refused(tmp_path: Path, method: int) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w", method) as archive:
        archive.writestr("x", b"ab")
    refuse(tmp_path / "a", "uncommon way")


@pytest.mark.parametrize(
    ("place", "byte", "why"),
    [(8, 0x1, "is encrypted"), (6, 99, "cannot be unpacked")],
    ids=["encrypted", "of a later version"],
)
def test_a_zip_that_needs_more_than_is_common_is_refused(
    tmp_path: Path, place: int, byte: int, why: str
) -> None:
    zip_of(tmp_path / "a", ["x"])
    data = bytearray((tmp_path / "a").read_bytes())
    data[data.index(b"PK\1\2") + place] = byte
    (tmp_path / "a").write_bytes(data)
    refuse(tmp_path / "a", why)


def test_a_folder_with_content_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w") as archive:
        archive.writestr("folder/", b"ab")
    refuse(tmp_path / "a", "a folder with a size")


def test_a_gzip_that_is_not_what_its_checksum_says_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(good_tar_gz()[:-8] + b"checksum")
    refuse(tmp_path / "a", "cannot be unpacked")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    refuse(tmp_path / "a", "cannot be unpacked")


def test_a_zip_with_an_endless_directory_is_not_read(tmp_path: Path) -> None:
    zip_of(tmp_path / "a", (f"{number:0200}" for number in range(8_000)))
    refuse(tmp_path / "a", "directory is too large")


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME])
def test_an_extended_header_without_end_is_not_read(tmp_path: Path, kind: bytes) -> None:
    with gzip.open(tmp_path / "a.tar.gz", "wb") as file:
        file.write(info("x", kind, 10 * 2**30).tobuf(tarfile.GNU_FORMAT))
        zeros(file, 2**21)
    refuse(tmp_path / "a.tar.gz", "without end")


def test_headers_upon_headers_are_not_read(tmp_path: Path) -> None:
    header = info("x", tarfile.XHDTYPE, 0).tobuf(tarfile.USTAR_FORMAT)
    (tmp_path / "a").write_bytes(header * 10 + bytes(10_240))
    refuse(tmp_path / "a", "without end")


@pytest.mark.parametrize(
    "records",
    [
        b"14 path=../up\n",
        b"22 GNU.sparse.major=1\n",
        b"17 linkpath=/etc\n",
        b"9 size=x\n",
        b"99 path=x\n",
        b"11 size=-1\n",
        b"no record",
        b"0 path=x\n",
    ],
)
def test_an_extended_header_cannot_smuggle(tmp_path: Path, records: bytes) -> None:
    header = info("x", tarfile.XHDTYPE, len(records)).tobuf(tarfile.USTAR_FORMAT)
    good = info("good").tobuf(tarfile.USTAR_FORMAT)
    data = header + records.ljust(512, b"\0") + good + bytes(10_240)
    (tmp_path / "a").write_bytes(data)
    refuse(tmp_path / "a")


def test_a_global_header_cannot_rename(tmp_path: Path) -> None:
    records = b"10 path=y\n"
    header = info("x", tarfile.XGLTYPE, len(records)).tobuf(tarfile.USTAR_FORMAT)
    good = info("good").tobuf(tarfile.USTAR_FORMAT)
    (tmp_path / "a").write_bytes(header + records.ljust(512, b"\0") + good + bytes(10_240))
    refuse(tmp_path / "a", "global header")


def test_nothing_may_follow_the_end(tmp_path: Path) -> None:
    tar_of(tmp_path / "a", ["one"])
    tar_of(tmp_path / "b", ["two"])
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes() + (tmp_path / "b").read_bytes())
    refuse(tmp_path / "a", "something follows")


@pytest.mark.parametrize("data", [b"", b"PK", b"\x1f\x8b", b"hello", b"x" * 2000, b"PK\5\6"])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    refuse(tmp_path / "a")


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    tar_of(tmp_path / "a", ["one"])
    (tmp_path / "into").mkdir()
    (tmp_path / "into" / "mine").touch()
    with pytest.raises(ModelError, match="not empty"):
        unpack(tmp_path / "a", tmp_path / "into", most=MOST, files=FILES)
    assert [path.name for path in (tmp_path / "into").iterdir()] == ["mine"]


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_tars_of_every_common_form_are_taken(tmp_path: Path, form: int, mode: str) -> None:
    long = "deep/" * 18 + "y" * 90
    names = ["./one", "two/three", *([long] if form == tarfile.USTAR_FORMAT else [long * 2, "é"])]
    with tarfile.open(tmp_path / "a", mode, format=form) as archive:  # type: ignore[call-overload]
        archive.addfile(info(".", tarfile.DIRTYPE))
        archive.addfile(info("./two", tarfile.DIRTYPE))
        for name in names:
            archive.addfile(info(name, size=2), io.BytesIO(b"ab"))
    files = unpack(tmp_path / "a", tmp_path / "into", most=MOST, files=100)
    found = {path.relative_to(tmp_path / "into").as_posix() for path in files}
    assert found == {name.removeprefix("./") for name in names}
    assert {path.read_bytes() for path in files} == {b"ab"}


def test_neither_modes_nor_owners_are_taken(tmp_path: Path) -> None:
    member = info("tool", size=2)
    member.mode = 0o6777
    with tarfile.open(tmp_path / "a", "w") as archive:
        archive.addfile(member, io.BytesIO(b"ab"))
    (file,) = unpack(tmp_path / "a", tmp_path / "into", most=MOST, files=FILES)
    assert not file.stat().st_mode & 0o7111
    assert file.stat().st_uid == os.getuid()


def test_a_zip_is_taken(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/", b"")
        archive.writestr("folder/x", b"ab" * 100)
    (file,) = unpack(tmp_path / "a", tmp_path / "into", most=MOST, files=FILES)
    assert file == tmp_path / "into" / "folder" / "x"
    assert file.read_bytes() == b"ab" * 100


def good_tar_gz() -> bytes:
    into = io.BytesIO()
    tar_gz({"a": b"hello" * 100, "b/c": b"", "b/" + "d" * 120: b"x"}, into)
    return into.getvalue()


def good_tar() -> bytes:
    return gzip.decompress(good_tar_gz())


def good_zip() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"hello" * 100)
        archive.writestr("b/c", b"")
    return into.getvalue()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(
    data=st.sampled_from([good_tar(), good_zip(), good_tar_gz()]),
    changes=st.lists(st.tuples(st.integers(0, 5_000), st.binary(min_size=1, max_size=12))),
    length=st.integers(0, 20_000),
)
def test_whatever_comes_it_is_refused_or_stays_within(
    data: bytes,
    changes: list[tuple[int, bytes]],
    length: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Bytes changed at random: no other error, nothing outside, nothing left."""
    folder = tmp_path_factory.mktemp("hostile")
    broken = bytearray(data)
    for place, new in changes:
        broken[place : place + len(new)] = new
    (folder / "a").write_bytes(broken[:length])
    try:
        files = unpack(folder / "a", folder / "into", most=MOST, files=FILES)
    except ModelError:
        assert list((folder / "into").iterdir()) == []
    else:
        assert sum(path.stat().st_size for path in files) <= MOST
        assert all(path.is_relative_to(folder / "into") for path in files)
    assert sorted(path.name for path in folder.iterdir()) == ["a", "into"]


def test_a_path_that_is_long_as_a_whole_is_refused(tmp_path: Path) -> None:
    tar_of(tmp_path / "a", ["/".join("b" * 250 for _ in range(5))])
    refuse(tmp_path / "a", "is too long")


def test_folders_that_only_paths_name_are_counted(tmp_path: Path) -> None:
    """A short archive may name very many."""
    tar_of(tmp_path / "a", ["/".join(f"{n}{m}" for m in range(5)) + "/x" for n in "abcd"])
    refuse(tmp_path / "a", f"{FILES} files and folders")
    assert len(unpack(tmp_path / "a", tmp_path / "all", most=MOST, files=FILES + 4)) == 4


@pytest.mark.parametrize("headers", [1, 4])
def test_extended_headers_count_as_content_does(tmp_path: Path, headers: int) -> None:
    records = b"5 a=\n" * 1000
    header = info("x", tarfile.XHDTYPE, len(records)).tobuf() + records.ljust(5120, b"\0")
    folder = info("folder", tarfile.DIRTYPE).tobuf()
    (tmp_path / "a").write_bytes((header * headers + folder) * 5 + bytes(1024))
    refuse(tmp_path / "a", "more than", most=5000 * headers * 5 - 1)
    assert unpack(tmp_path / "a", tmp_path / "all", most=5000 * headers * 5, files=5) == ()
