"""Conveniences over the contract, written once."""

from mcdeploy.store.contract import Store, Version


def get(store: Store, key: str) -> tuple[bytes, Version]:
    """A small object and the version that these very bytes belong to.

    Raises `NotFound`.
    """
    reading = store.read(key)
    return b"".join(reading.chunks), reading.stat.version
