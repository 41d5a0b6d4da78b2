"""`channels/<channel>.json`, the pointer, and its copy in the history."""

from collections.abc import Iterable
from datetime import datetime

from mcdeploy.domain import Pointer
from mcdeploy.errors import IntegrityError
from mcdeploy.records import canonical, shape

SCHEMA = "mcdeploy/pointer/v1"
EPOCHS = 10**10
"""Epochs are below: a key of the history has room for ten digits."""


def encode(pointer: Pointer) -> bytes:
    return canonical.encode(
        {
            "schema": SCHEMA,
            "release": pointer.release,
            "epoch": pointer.epoch,
            "apply": pointer.apply,
            "published_at": pointer.published_at,
        }
    )


def decode(data: bytes, who: str, key: str = "the channel's pointer") -> Pointer:
    """Raises `IntegrityError` when these bytes are no pointer that this version can read."""
    try:
        return _decode(data)
    except ValueError as error:
        raise IntegrityError(
            who,
            f"{key} cannot be read: {error}",
            remedy="look at who wrote to this bucket, put the object right or delete it",
        ) from error


def latest(pointers: Iterable[Pointer]) -> Pointer | None:
    """The one that is live: of the highest epoch; where two applies raced to that epoch, the same
    one for everybody who looks. None where nothing was ever released."""
    return max(pointers, key=lambda pointer: (pointer.epoch, pointer.release), default=None)


def _decode(data: bytes) -> Pointer:
    document = shape.document(data, SCHEMA)
    return Pointer(
        release=shape.hexadecimal(document.get("release"), 64, "`release`"),
        epoch=shape.integer(document.get("epoch"), 1, EPOCHS, "`epoch`"),
        apply=shape.hexadecimal(document.get("apply"), 32, "`apply`"),
        published_at=_moment(document.get("published_at")),
    )


def _moment(value: object) -> str:
    written = shape.text(value, "`published_at`")
    if datetime.fromisoformat(written).isoformat() != written:
        raise ValueError("`published_at` is no ISO 8601 time")
    return written
