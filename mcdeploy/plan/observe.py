"""Look at every target at once: its pointer, and which files of a release are there."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from mcdeploy.domain import Health, Observation, Pointer
from mcdeploy.errors import NotFound, Unavailable
from mcdeploy.records import pointer
from mcdeploy.records.keys import Keys
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
    Where several targets have such an error, the others are notes on the first.
    """
    with ThreadPoolExecutor(max(len(stores), 1)) as pool:
        looks = {
            name: pool.submit(_look, name, store, keys[name], channel, release)
            for name, store in stores.items()
        }
    failures = [error for look in looks.values() if (error := look.exception()) is not None]
    for other in failures[1:]:
        failures[0].add_note(str(other))
    return {name: look.result() for name, look in looks.items()}


def _look(name: str, store: Store, keys: Keys, channel: str, release: str | None) -> Observation:
    try:
        held, version = _pointer(store, keys.pointer(channel))
        sizes = {} if release is None else _sizes(store, keys.release(release))
    except Unavailable as error:
        return Observation(name, Health.DARK, reason=error.what)
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
