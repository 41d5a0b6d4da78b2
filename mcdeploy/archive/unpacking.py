"""Take an archive from elsewhere apart, and give a hostile one no place to write to."""

import gzip
import shutil
import zipfile
import zlib
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

from mcdeploy.archive.entry import Entry
from mcdeploy.archive.limits import Limits
from mcdeploy.archive.refusal import refused
from mcdeploy.archive.tar_entries import TarReader
from mcdeploy.archive.zip_entries import ZipReader
from mcdeploy.errors import McdeployError

GZIP, ZIP = b"\x1f\x8b", b"PK"
DAMAGED = (
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the standard library raises when an archive is not what it says."""


def unpack(path: Path, into: Path, *, most: int, files: int) -> tuple[Path, ...]:
    """The files of a tar, tar.gz or zip, written below `into`, which is made and must be empty;
    sorted.

    At most `most` bytes, what a tar's extended headers hold among them, in `files` files and
    folders, those folders too that only paths name. Only plain files and folders with safe
    names are taken: a path that leads out of `into`, a link, a device, a pipe, or two names that
    some file system takes for one are refused, and so is what is damaged. Owners, times and modes
    of the archive are not. ModelError says what was refused; then nothing is left in `into`.
    """
    into.mkdir(parents=True, exist_ok=True)
    if any(into.iterdir()):
        raise refused(str(into), "is not empty", remedy="unpack into an empty folder")
    try:
        return _unpacked(path, into, most, files)
    except BaseException:
        _empty(into)
        raise


def _unpacked(path: Path, into: Path, most: int, files: int) -> tuple[Path, ...]:
    limits = Limits(path.name, most, files)
    try:
        with closing(_entries(path, files)) as entries:
            return tuple(sorted(_write(into, entry) for entry in limits.kept(entries)))
    except McdeployError:
        raise
    except DAMAGED as error:
        raise refused(path.name, f"cannot be unpacked ({error})") from error


def _entries(path: Path, files: int) -> Generator[Entry]:
    with path.open("rb") as file:
        magic = file.read(2)
    if magic == ZIP:
        yield from ZipReader(path.name, path, files).entries()
        return
    opened = gzip.open if magic == GZIP else open
    with opened(path, "rb") as stream:
        yield from TarReader(path.name, stream).entries()


def _write(into: Path, entry: Entry) -> Path:
    path = into / entry.name
    path.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with path.open("xb") as file:
        for chunk in entry.chunks:
            written += file.write(chunk)
    if written != entry.size:
        raise ValueError(f"{entry.name!r} has {written} bytes, not {entry.size}")
    return path


def _empty(folder: Path) -> None:
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()
