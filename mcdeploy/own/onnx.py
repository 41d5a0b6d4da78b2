"""ONNX files: known by what they hold, asked through onnxruntime."""

from pathlib import Path

from mcdeploy.catalog.runtime import default, runtime
from mcdeploy.domain import Answer, Kind, Listener, Packaging
from mcdeploy.environments import environment
from mcdeploy.own.asking import asker

_HEAD = 2**16
_IR_VERSION, _GRAPH = 1, 7
_VARINT, _FIXED64, _COUNTED, _FIXED32 = 0, 1, 2, 5


def is_onnx(path: Path) -> bool:
    """Whether a file is an ONNX ModelProto: a protocol buffer that begins with the version of the
    format and has a graph. Source: onnx.proto, fields 1 and 7."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    try:
        return _has_graph(head)
    except IndexError:
        return False


def _has_graph(head: bytes) -> bool:
    at, first = 0, True
    while at < len(head):
        tag, at = _varint(head, at)
        field, kind = tag >> 3, tag & 7
        if first and (field, kind) != (_IR_VERSION, _VARINT):
            return False
        if field == _GRAPH:
            return kind == _COUNTED
        at, first = _past(head, at, kind), False
    return False


def _past(head: bytes, at: int, kind: int) -> int:
    """Where the next field begins."""
    if kind == _VARINT:
        return _varint(head, at)[1]
    if kind == _COUNTED:
        size, at = _varint(head, at)
        return at + size
    if kind in (_FIXED32, _FIXED64):
        return at + (8 if kind == _FIXED64 else 4)
    raise IndexError("no wire type")


def _varint(head: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (head[at] & 0x7F) << shift
        shift, at = shift + 7, at + 1
        if not head[at - 1] & 0x80:
            return value, at


def answer(path: Path, listener: Listener) -> Answer:
    """The model as somebody who can be asked. It has one input of shape (n, p), and says labels,
    or probabilities, or both."""
    packaging = Packaging(Kind.ONNX, default(Kind.ONNX))

    def python() -> Path:
        known = runtime(packaging)
        assert known is not None  # noqa: S101  # the catalogue has it
        return environment(known.locks, known.python, listener, told="onnxruntime")

    return asker("ask_onnx", path, python, {})
