"""`channels/<channel>.json`, the pointer, and its copy in the history."""

import json
from collections.abc import Mapping

from mcdeploy.domain import Pointer
from mcdeploy.errors import IntegrityError
from mcdeploy.records import canonical

SCHEMA = "mcdeploy/pointer/v1"


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


def decode(data: bytes, who: str) -> Pointer:
    """Raises `IntegrityError` when these bytes are no pointer that this version can read."""
    try:
        return _decode(json.loads(data))
    except (ValueError, KeyError, TypeError) as error:
        raise IntegrityError(
            who,
            f"the channel's pointer cannot be read: {error}",
            remedy="look at who wrote to this bucket, put the object right or delete it",
        ) from error


def _decode(document: Mapping[str, object]) -> Pointer:
    if document["schema"] != SCHEMA:
        raise ValueError(f"its schema is {document['schema']!r}")
    return Pointer(
        release=str(document["release"]),
        epoch=int(str(document["epoch"])),
        apply=str(document["apply"]),
        published_at=str(document["published_at"]),
    )
