"""The members of a tar, read once from front to back: plain files and folders, anything else is
refused (POSIX.1-2001 pax, ustar, and GNU's long names).

Nothing that a header announces is believed before it is held against a limit, and nothing but
zeros may follow the end.
"""

import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BufferedIOBase

from mcdeploy.archive.entry import CHUNK, Entry
from mcdeploy.archive.refusal import refused

BLOCK = tarfile.BLOCKSIZE
LARGEST_HEADER = 64 * 2**10
"""Bytes of an extended header, or of a long name."""
LONGEST_TAIL = 2**20
"""Bytes of zeros after the end."""
LONGEST_LENGTH = 20
"""Digits of a number, and what ends it."""
MOST_HEADERS = 4
"""Extended headers before one member."""
KINDS = {
    tarfile.SYMTYPE: "a symbolic link",
    tarfile.LNKTYPE: "a hard link",
    tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device",
    tarfile.FIFOTYPE: "a pipe",
    tarfile.GNUTYPE_SPARSE: "a sparse file",
}
FILES = (tarfile.REGTYPE, tarfile.AREGTYPE)
EXTENDED = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME)


@dataclass(frozen=True, slots=True)
class TarReader:
    """`stream` is the tar itself, not compressed; `archive` is what errors call it."""

    archive: str
    stream: BufferedIOBase

    def entries(self) -> Iterator[Entry]:
        """Every member. ModelError at the first that is refused."""
        extended: dict[str, str] = {}
        headers: list[int] = []
        while (header := self._header()) is not None:
            if header.type in EXTENDED:
                headers.append(header.size)
                extended |= self._extension(header, len(headers))
                continue
            yield from self._member(header, extended, sum(headers))
            extended, headers = {}, []
        self._tail()

    def _member(
        self, header: tarfile.TarInfo, extended: Mapping[str, str], headers: int
    ) -> Iterator[Entry]:
        name = extended.get("path", header.name)
        size = self._size(extended["size"]) if "size" in extended else header.size
        if header.type not in (*FILES, tarfile.DIRTYPE):
            raise self._refused(f"{name[:200]!r} is {KINDS.get(header.type, 'of no known kind')}")
        if size < 0 or (size and header.type == tarfile.DIRTYPE):
            raise self._refused(f"the size of {name[:200]!r} makes no sense")
        yield Entry(name, header.type == tarfile.DIRTYPE, size, self._chunks(size), headers)
        self._exactly(-size % BLOCK)

    def _header(self) -> tarfile.TarInfo | None:
        block = self._exactly(BLOCK)
        if not any(block):
            return None
        try:
            return tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        except tarfile.HeaderError as error:
            raise self._refused(f"a header is damaged ({error})") from error

    def _extension(self, header: tarfile.TarInfo, count: int) -> Mapping[str, str]:
        """What an extended header says of the member that follows; a global one may say nothing
        that matters."""
        if not 0 <= header.size <= LARGEST_HEADER or count > MOST_HEADERS:
            raise self._refused("it has extended headers without end")
        data = self._exactly(header.size + -header.size % BLOCK)[: header.size]
        if header.type == tarfile.GNUTYPE_LONGNAME:
            return {"path": data.split(b"\0")[0].decode("utf-8", "surrogateescape")}
        told = {key: value for key, value in self._records(data) if key in ("path", "size")}
        if told and header.type == tarfile.XGLTYPE:
            raise self._refused("a global header names or measures files")
        return told

    def _records(self, data: bytes) -> Iterator[tuple[str, str]]:
        """pax records: `length key=value`, each with its line's end."""
        start = 0
        while start < len(data):
            length = data[start : start + LONGEST_LENGTH].partition(b" ")[0]
            end = start + self._size(length.decode("ascii", "replace"))
            record = data[start + len(length) + 1 : end]
            key, equals, value = record[:-1].partition(b"=")
            if end > len(data) or not equals or not record.endswith(b"\n"):
                raise self._refused("an extended header is damaged")
            if key.startswith(b"GNU.sparse") or key == b"linkpath":
                raise self._refused("it holds a sparse file or a link")
            yield key.decode("utf-8", "replace"), value.decode("utf-8", "surrogateescape")
            start = end

    def _size(self, digits: str) -> int:
        if not (digits.isascii() and digits.isdigit() and len(digits) < LONGEST_LENGTH):
            raise self._refused("an extended header is damaged")
        return int(digits)

    def _chunks(self, size: int) -> Iterator[bytes]:
        while size:
            chunk = self._exactly(min(size, CHUNK))
            size -= len(chunk)
            yield chunk

    def _exactly(self, size: int) -> bytes:
        data = self.stream.read(size)
        if len(data) != size:
            raise self._refused("it ends too early")
        return data

    def _tail(self) -> None:
        tail = self.stream.read(LONGEST_TAIL + 1)
        if len(tail) > LONGEST_TAIL or any(tail):
            raise self._refused("something follows its end")

    def _refused(self, what: str) -> Exception:
        return refused(self.archive, f"refused: {what}")
