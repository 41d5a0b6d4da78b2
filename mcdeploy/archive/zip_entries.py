"""The members of a zip: plain files and folders, stored or deflated; anything else is refused."""

import io
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mcdeploy.archive.entry import CHUNK, Entry
from mcdeploy.archive.refusal import refused

ENCRYPTED = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
PER_FILE = 2**10
"""Bytes of the directory for each file that may be in it."""
LEAST = 2**17
"""Bytes that the search for the directory reads."""


class Bounded(io.FileIO):
    """A file that is never read in larger pieces than `most` bytes: its directory is read whole,
    before anything could look at it."""

    def __init__(self, path: Path, most: int) -> None:
        super().__init__(path)
        self._most = most
        self._end = path.stat().st_size

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = self._end - self.tell() if size is None or size < 0 else size
        if min(wanted, self._end) > self._most:
            raise zipfile.BadZipFile("its directory is too large")
        return super().read(wanted) or b""


@dataclass(frozen=True, slots=True)
class ZipReader:
    """`archive` is what errors call it; `files` is how many members it may have."""

    archive: str
    path: Path
    files: int

    def entries(self) -> Iterator[Entry]:
        """Every member. ModelError at the first that is refused."""
        most = max(LEAST, CHUNK, self.files * PER_FILE)
        with Bounded(self.path, most) as file, zipfile.ZipFile(file) as archive:
            for member in archive.infolist():
                self._check(member)
                yield Entry(
                    member.orig_filename,
                    member.is_dir(),
                    member.file_size,
                    _chunks(archive, member),
                )

    def _check(self, member: zipfile.ZipInfo) -> None:
        kind = stat.S_IFMT(member.external_attr >> 16)
        expected = stat.S_IFDIR if member.is_dir() else stat.S_IFREG
        if kind not in (0, expected):
            raise self._refused(member, "is a link, a device or a pipe")
        if member.flag_bits & ENCRYPTED or member.compress_type not in METHODS:
            raise self._refused(member, "is encrypted, or compressed in an uncommon way")
        if member.is_dir() and member.file_size:
            raise self._refused(member, "is a folder with a size")

    def _refused(self, member: zipfile.ZipInfo, what: str) -> Exception:
        return refused(self.archive, f"refused: {member.orig_filename[:200]!r} {what}")


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk
