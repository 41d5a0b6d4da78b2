"""Take a deployment away: pointers first, so that no reader resolves what is being deleted."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from mcdeploy.errors import McdeployError
from mcdeploy.records.keys import Keys
from mcdeploy.store.ask import ask
from mcdeploy.store.contract import Store, Upload

WORKERS = 8


@dataclass(frozen=True, slots=True)
class Remains:
    """What lies on one target of a deployment: keys, pointers first, their bytes in all, and how
    many uploads were left unfinished, where the provider can tell."""

    target: str
    keys: tuple[str, ...]
    size: int
    uploads: int = 0


def remains(
    stores: Mapping[str, Store], keys: Mapping[str, Keys]
) -> tuple[tuple[Remains, ...], dict[str, McdeployError]]:
    """What would be deleted, and the error of each target that cannot tell."""
    found, errors = ask(stores, lambda name, store: _remains(name, store, keys[name]))
    return tuple(one for one in found.values() if one.keys or one.uploads), errors


def remove(
    found: tuple[Remains, ...], stores: Mapping[str, Store], keys: Mapping[str, Keys]
) -> dict[str, McdeployError]:
    """Delete all that was found. Idempotent; run again it deletes what is left.

    Returns the error of each target that was not emptied.
    """
    errors: dict[str, McdeployError] = {}
    for one in found:
        try:
            _remove(one, stores[one.target], keys[one.target])
        except McdeployError as error:
            errors[one.target] = error
    return errors


def _remains(name: str, store: Store, keys: Keys) -> Remains:
    stats = sorted(
        store.list(keys.root), key=lambda s: (not s.key.startswith(keys.channels), s.key)
    )
    size, uploads = sum(stat.size for stat in stats), len(_uploads(store, keys))
    return Remains(name, tuple(stat.key for stat in stats), size, uploads)


def _uploads(store: Store, keys: Keys) -> list[Upload]:
    return list(store.uploads(keys.root)) if store.capabilities.lists_uploads else []


def _remove(one: Remains, store: Store, keys: Keys) -> None:
    pointers = [key for key in one.keys if key.startswith(keys.channels)]
    for key in pointers:
        store.delete(key)
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(store.delete, one.keys[len(pointers) :]))
    for upload in _uploads(store, keys):
        store.abort(upload)
