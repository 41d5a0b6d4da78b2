"""By which first bytes files are known that run code when they are loaded.

Sources: the formats' own specifications, and for `npy` the NumPy Enhancement Proposal 1.
"""

import re

from mcdeploy.own.looking.forward import Forward

HEAD = 4096
"""Bytes of a file in which all of these stand."""

_HDF5 = b"\x89HDF\r\n\x1a\n"
_USER_BLOCKS = (0, 512, 1024, 2048)
"""Where an HDF5 file may begin; the format goes on doubling."""

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
_OBJECTS = re.compile(rb"""['"][|<>=]?O\d*['"]""")


def known_by_beginning(stream: Forward) -> str:
    """What the file is, where that runs code or nobody can look; else nothing."""
    head = stream.peek(HEAD)
    if any(head.startswith(_HDF5, start) for start in _USER_BLOCKS):
        return "is HDF5, in which Keras keeps code"
    if head.startswith(b"\x93NUMPY") and _OBJECTS.search(head[:HEAD].split(b"\n")[0]):
        return "holds NumPy objects, which are pickled"
    told = {**_CODE, **_SEALED}
    return next((what for mark, what in told.items() if head.startswith(mark)), "")
