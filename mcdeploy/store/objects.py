"""Conveniences over the contract, written once."""

from mcdeploy.errors import IntegrityError
from mcdeploy.store.contract import Store, Version

LIMIT = 64 * 2**20
"""Bytes: what `put` writes at once; nothing that is read whole is larger."""


def get(store: Store, key: str) -> tuple[bytes, Version]:
    """A small object and the version that these very bytes belong to.

    Raises `NotFound`, and `IntegrityError` when it has more than 64 MiB, whatever size it claims.
    """
    reading = store.read(key)
    held = bytearray()
    if reading.stat.size <= LIMIT:
        for chunk in reading.chunks:
            held += chunk
            if len(held) > LIMIT:
                break
        else:
            return bytes(held), reading.stat.version
    raise IntegrityError(
        store.name,
        f"{key} has more than {LIMIT // 2**20} MiB, which no document of mcdeploy has",
        remedy="look at who wrote to this bucket",
    )
