"""Is what lies there what was meant? Asked of the store itself, read back where it cannot say."""

import hashlib

from mcdeploy.domain import File
from mcdeploy.errors import IntegrityError
from mcdeploy.store.contract import Stat, Store


def verify(store: Store, key: str, file: File) -> None:
    """Compare an object that was found with the file: by the store's own checksums, where it
    computes none by those of the run that wrote it, and else by reading it back.

    Raises `IntegrityError`, and `NotFound` when there is no object.
    """
    if (wrong := difference(store, store.head(key), file)) is not None:
        raise IntegrityError(
            store.name,
            f"{key} is not what was packaged: {wrong}",
            remedy="delete that object and run the same command again",
        )


def difference(store: Store, stat: Stat, file: File, *, arrived: bool = False) -> str | None:
    """In what the object differs from the file, or None.

    One that this run wrote (`arrived`) into a store which refuses damaged bytes, and computes no
    checksum of the whole, needs the right size only.
    """
    if stat.size != file.size:
        return f"it has {stat.size} bytes, not {file.size}"
    agree = stat.agree(file.checksums)
    if agree is None and not (arrived and store.capabilities.verifies_on_arrival):
        agree = _read_back(store, stat.key) == file.checksums.sha256
    return "its checksum is another one" if agree is False else None


def _read_back(store: Store, key: str) -> str:
    sha256 = hashlib.sha256()
    for chunk in store.read(key).chunks:
        sha256.update(chunk)
    return sha256.hexdigest()
