"""By which bytes files are known that run code when they are loaded.

Sources: the formats' own specifications; for the old container of joblib, joblib 1.6's
`numpy_pickle_compat`.
"""

from pathlib import Path

from mcdeploy.own.looking.arrays import strange_array
from mcdeploy.own.looking.forward import Forward

HEAD = 2**20
"""Bytes of a stream in which these stand; of a file, all of it."""

_HDF5 = b"\x89HDF\r\n\x1a\n"
_LEAST_BLOCK = 512
"""An HDF5 file may begin behind so many bytes of the user's own, or twice that, and so on."""

_CODE = {
    b"\xac\xed\x00\x05": "is a Java serialization",
    b"\x7fELF": "is a program",
    b"\xcf\xfa\xed\xfe": "is a program",
    b"MZ\x90\x00": "is a program",
    b"#!": "is a script",
}
_SEALED = {
    b"\x04\x22\x4d\x18": "is packed with LZ4, into which nobody looks here",
    b"\x28\xb5\x2f\xfd": "is packed with Zstandard, into which nobody looks here",
    b"7z\xbc\xaf\x27\x1c": "is a 7z archive, into which nobody looks here",
    b"Rar!\x1a\x07": "is a RAR archive, into which nobody looks here",
}
_OLD_JOBLIB, _OLD_LENGTH = b"ZF", 19
"""Its mark, and the digits of the length behind it."""


def known_by_mark(stream: Forward, path: Path | None) -> str:
    """What the file is, where that runs code or nobody can look; else nothing. `path` is the file
    where the stream is a whole file."""
    head = stream.peek(HEAD)
    if _is_hdf5(head, path):
        return "is HDF5, in which Keras keeps code"
    if _is_old_joblib(head):
        return "is packed in joblib's old way, into which nobody looks here"
    told = {**_CODE, **_SEALED}
    return strange_array(head) or next((told[mark] for mark in told if head.startswith(mark)), "")


def _is_hdf5(head: bytes, path: Path | None) -> bool:
    if head.startswith(_HDF5):
        return True
    start = _LEAST_BLOCK
    while start < len(head):
        if head.startswith(_HDF5, start):
            return True
        start *= 2
    return path is not None and _has_hdf5(path, start)


def _has_hdf5(path: Path, start: int) -> bool:
    """The same, in the rest of a file."""
    with path.open("rb") as file:
        while file.seek(start) < path.stat().st_size:
            if file.read(len(_HDF5)) == _HDF5:
                return True
            start *= 2
    return False


def _is_old_joblib(head: bytes) -> bool:
    if not head.startswith(_OLD_JOBLIB):
        return False
    try:
        return int(head[len(_OLD_JOBLIB) :][:_OLD_LENGTH], 16) >= 0
    except ValueError:
        return False
