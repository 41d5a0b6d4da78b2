"""Is what lies there what was meant? Asked of the store itself, read back where it cannot say."""

import hashlib

from mcdeploy.domain import File
from mcdeploy.errors import IntegrityError
from mcdeploy.store.contract import Store


def verify(store: Store, key: str, file: File, *, arrived: bool) -> None:
    """Compare the object with the file.

    The store's own checksums decide; where it computes none, an object that this run wrote
    (`arrived`) into a store which refuses damaged bytes needs the right size only, and any other
    is read back. Raises `IntegrityError`, and `NotFound` when there is no object.
    """
    stat = store.head(key)
    if stat.size != file.size:
        raise _wrong(store, key, f"it has {stat.size} bytes, not {file.size}")
    agree = stat.checksums.agree(file.checksums)
    if agree is None and not (arrived and store.capabilities.verifies_on_arrival):
        agree = _read_back(store, key) == file.checksums.sha256
    if agree is False:
        raise _wrong(store, key, "its checksum is another one")


def _read_back(store: Store, key: str) -> str:
    sha256 = hashlib.sha256()
    for chunk in store.read(key).chunks:
        sha256.update(chunk)
    return sha256.hexdigest()


def _wrong(store: Store, key: str, what: str) -> IntegrityError:
    return IntegrityError(
        store.name,
        f"{key} is not what was packaged: {what}",
        remedy="delete that object and run the same command again",
    )
