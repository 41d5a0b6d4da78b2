"""Take a deployment away: pointers first, so that no reader resolves what is being deleted."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from mcdeploy.errors import McdeployError, Unavailable
from mcdeploy.records.keys import Keys
from mcdeploy.store.contract import Store

WORKERS = 8


@dataclass(frozen=True, slots=True)
class Remains:
    """What lies on one target of a deployment: keys, pointers first, and their bytes in all."""

    target: str
    keys: tuple[str, ...]
    size: int


def remains(
    stores: Mapping[str, Store], keys: Mapping[str, Keys]
) -> tuple[tuple[Remains, ...], dict[str, str]]:
    """What would be deleted, and the targets that did not answer with the reason of each."""
    with ThreadPoolExecutor(max(len(stores), 1)) as pool:
        asked = {name: pool.submit(_remains, s, keys[name]) for name, s in stores.items()}
    found: list[Remains] = []
    dark: dict[str, str] = {}
    for name, answer in asked.items():
        try:
            found.append(answer.result())
        except Unavailable as error:
            dark[name] = error.what
    return tuple(one for one in found if one.keys), dark


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


def _remains(store: Store, keys: Keys) -> Remains:
    stats = sorted(
        store.list(keys.root), key=lambda s: (not s.key.startswith(keys.channels), s.key)
    )
    return Remains(store.name, tuple(s.key for s in stats), sum(s.size for s in stats))


def _remove(one: Remains, store: Store, keys: Keys) -> None:
    pointers = [key for key in one.keys if key.startswith(keys.channels)]
    for key in pointers:
        store.delete(key)
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(store.delete, one.keys[len(pointers) :]))
    if store.capabilities.lists_uploads:
        for upload in list(store.uploads(keys.root)):
            store.abort(upload)
