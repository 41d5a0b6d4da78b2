"""The instructions of a pickle, read one by one and never carried out.

Source: `pickletools` of the standard library, which says of each opcode how its argument is
written. Long arguments are passed over, so a file of any size is read in little memory.
"""

import io
import pickletools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mcdeploy.own.looking.forward import Forward

KEPT = 4096
"""Bytes of an argument; what is longer is no name of anything."""

_NUMBER = re.compile(rb"[ \t\r\f\v]*[+-]?[0-9][0-9A-Za-z_]*[ \t\r\f\v]*\n")
"""Whole numbers in text have any base, as in C and in Python."""

_BY_CODE = {opcode.code.encode("latin-1"): opcode for opcode in pickletools.opcodes}
_WIDTHS = {
    pickletools.TAKEN_FROM_ARGUMENT1: 1,
    pickletools.TAKEN_FROM_ARGUMENT4: 4,
    pickletools.TAKEN_FROM_ARGUMENT4U: 4,
    pickletools.TAKEN_FROM_ARGUMENT8U: 8,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction: its kind, and its argument, None where it has none or a long one."""

    opcode: pickletools.OpcodeInfo
    argument: object


def steps(stream: Forward) -> Iterator[Step]:
    """Each instruction up to STOP and with it. ValueError at what is no instruction, and at the
    end where there is no STOP."""
    while True:
        opcode = _BY_CODE.get(code := stream.exactly(1))
        if opcode is None:
            raise ValueError(f"there is no opcode {code!r}")
        yield Step(opcode, _argument(opcode, stream))
        if opcode.name == "STOP":
            return


def _argument(opcode: pickletools.OpcodeInfo, stream: Forward) -> object:
    written = opcode.arg
    if written is None:
        return None
    if written.n >= 0:
        data = stream.exactly(written.n)
    elif written.n == pickletools.UP_TO_NEWLINE:
        data = _lines(stream, 2 if opcode.name in ("GLOBAL", "INST") else 1)
    else:
        data = _counted(stream, written.n)
    if len(data) > KEPT:
        return None
    if opcode.name in ("GLOBAL", "INST", "PERSID"):
        return " ".join(data.decode().splitlines())
    if opcode.name in ("INT", "LONG"):
        _check_number(data)
        return None
    return _quoted(data) if opcode.name == "STRING" else written.reader(io.BytesIO(data))


def _check_number(line: bytes) -> None:
    """Which number it is does not matter: no name of anything is one."""
    if not _NUMBER.fullmatch(line):
        raise ValueError("there is no number")


def _quoted(line: bytes) -> str:
    """A text between quotes, its escapes as they are: no name of anything has any."""
    text = line.strip()
    if len(text) < 2 or text[:1] not in (b"'", b'"') or text[:1] != text[-1:]:
        raise ValueError("there are no quotes around a text")
    return text[1:-1].decode("latin-1")


def _lines(stream: Forward, count: int) -> bytes:
    return b"".join(stream.line(KEPT + 1) for _ in range(count))


def _counted(stream: Forward, kind: int) -> bytes:
    """The length and so many bytes; of a long one, more than is kept."""
    length = stream.exactly(_WIDTHS[kind])
    signed = kind == pickletools.TAKEN_FROM_ARGUMENT4
    size = int.from_bytes(length, "little", signed=signed)
    if size < 0:
        raise ValueError("a length below zero")
    if size > KEPT:
        stream.skip(size)
        return bytes(KEPT + 1)
    return length + stream.exactly(size)
