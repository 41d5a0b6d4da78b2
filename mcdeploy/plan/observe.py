"""Look at every target at once: its pointer, and which files of a release are there."""

from collections.abc import Mapping
from dataclasses import replace

from mcdeploy.domain import Health, Observation, Pointer
from mcdeploy.errors import McdeployError, NotFound, only_unavailable
from mcdeploy.records import pointer
from mcdeploy.records.keys import Keys
from mcdeploy.store.ask import ask
from mcdeploy.store.contract import Store
from mcdeploy.store.objects import get


def observe(
    stores: Mapping[str, Store],
    keys: Mapping[str, Keys],
    channel: str,
    release: str | None,
) -> dict[str, Observation]:
    """What each target holds. One that does not answer is `Health.DARK`, with the reason.

    Asks each target twice: for the pointer, and for a listing of the release's folder (a further
    request for each further thousand files); without a release, for the pointer alone.

    Raises what else a store may raise: a wrong credential or a missing bucket is not darkness.
    Where several targets have an error, the others are notes on the gravest.
    """
    seen = look(stores, keys, channel, release)
    only_unavailable({name: one.error for name, one in seen.items() if one.error is not None})
    return seen


def look(
    stores: Mapping[str, Store],
    keys: Mapping[str, Keys],
    channel: str,
    release: str | None,
) -> dict[str, Observation]:
    """The same for those who only read, to whom one target is as good as another:
    whatever keeps one from being read makes it dark."""
    seen, errors = ask(stores, lambda name, store: _look(name, store, keys[name], channel, release))
    told = seen | _dark(errors)
    return {name: told[name] for name in stores}


def complete(
    stores: Mapping[str, Store],
    keys: Mapping[str, Keys],
    release: str,
    seen: Mapping[str, Observation],
) -> dict[str, Observation]:
    """What was seen of these stores, and which files of the release they hold: the listing alone is
    asked for. Raises as `observe` does."""
    sizes, errors = ask(stores, lambda name, store: _sizes(store, keys[name].release(release)))
    only_unavailable(errors)
    return {n: replace(seen[n], sizes=held) for n, held in sizes.items()} | _dark(errors)


def _dark(errors: Mapping[str, McdeployError]) -> dict[str, Observation]:
    return {
        name: Observation(name, Health.DARK, reason=error.what, error=error)
        for name, error in errors.items()
    }


def _look(name: str, store: Store, keys: Keys, channel: str, release: str | None) -> Observation:
    held, version = _pointer(store, keys.pointer(channel))
    sizes = {} if release is None else _sizes(store, keys.release(release))
    conditional = store.capabilities.conditional_writes
    return Observation(name, Health.HEALTHY, "", held, version, sizes, conditional)


def _pointer(store: Store, key: str) -> tuple[Pointer | None, str | None]:
    try:
        data, version = get(store, key)
    except NotFound:
        return None, None
    return pointer.decode(data, store.name), version


def _sizes(store: Store, folder: str) -> dict[str, int]:
    return {stat.key.removeprefix(folder): stat.size for stat in store.list(folder)}
