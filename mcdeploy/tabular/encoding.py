"""A text file, opened as UTF-8 or refused with the way to make it so."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from stat import S_ISREG
from typing import TextIO

from mcdeploy.errors import ModelError

CHUNK = 1 << 20
GZIP = b"\x1f\x8b"
"""How a gzip file begins (RFC 1952)."""
FIRST = 4
"""So many bytes tell what a file is."""
WIDE = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """The file as text, without a byte order mark, its line ends as they are. ModelError where it
    cannot be read, and, while it is read, at the first byte that is not UTF-8."""
    beginning(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except OSError as error:
        raise _unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise _not_utf8(path) from error


def beginning(path: Path) -> bytes:
    """The first bytes of a file that can be read more than once: ModelError for a pipe or a
    device, which cannot, and for one that is packed."""
    try:
        if not (path.is_dir() or S_ISREG(path.stat().st_mode)):
            raise ModelError(
                str(path),
                "this is no regular file",
                remedy="write the table to a file, and name it",
            )
        with path.open("rb") as file:
            first = file.read(FIRST)
    except OSError as error:
        raise _unreadable(path, error) from error
    if first.startswith(GZIP):
        what = "this is a gzip file, and packed tables are not read"
        raise ModelError(str(path), what, remedy=f"unpack it: gunzip -k {quote(str(path))}")
    return first


def _unreadable(path: Path, error: OSError) -> ModelError:
    """The system would not give the file."""
    reason = error.strerror or str(error)
    return ModelError(str(path), reason, remedy="check the path and its rights")


def wide(path: Path, where: str = "") -> ModelError:
    """Each character takes two bytes or more."""
    return ModelError(
        str(path),
        f"{where}the text is in UTF-16, not UTF-8",
        remedy="save the file in UTF-8 (for instance: iconv -f UTF-16 -t UTF-8)",
    )


def null(path: Path, where: str, text: str) -> ModelError:
    """There are NUL characters: every second one where UTF-16 is read as if it were UTF-8."""
    if text.count("\0") * 3 > len(text):
        return wide(path, where)
    what = f"{where}there is a NUL character, which no text has"
    return ModelError(str(path), what, remedy="write the file again without it")


def _not_utf8(path: Path) -> ModelError:
    with path.open("rb") as file:
        if file.read(2) in WIDE:
            return wide(path)
    line, byte = _first_wrong_byte(path)
    return ModelError(
        str(path),
        f"line {line}: byte {byte} is not UTF-8 text",
        remedy="save the file in UTF-8 (for instance: iconv -f LATIN1 -t UTF-8)",
    )


def _first_wrong_byte(path: Path) -> tuple[int, int]:
    """The line, from 1, and the offset in the file, from 0, of what is not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, read = 1, 0
    with path.open("rb") as file:
        for chunk in iter(lambda: file.read(CHUNK), b""):
            kept = decoder.getstate()[0]
            try:
                line += decoder.decode(chunk).count("\n")
            except UnicodeDecodeError as error:
                held = kept + chunk
                return line + held[: error.start].count(b"\n"), read - len(kept) + error.start
            read += len(chunk)
    return line, read - len(decoder.getstate()[0])  # the last character is cut short
