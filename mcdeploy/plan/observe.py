"""Look at every target at once: its pointer, and which files of a release are there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from mcdeploy.domain import Health, Observation, Pointer
from mcdeploy.errors import McdeployError, NotFound, only_unavailable
from mcdeploy.plan.epochs import staying
from mcdeploy.records import pointer
from mcdeploy.records.keys import RELEASE, SIGNATURE, Keys
from mcdeploy.store.ask import ask
from mcdeploy.store.contract import Store
from mcdeploy.store.objects import get

BOTH = "release."
"""What `release.json` and `release.sig.json`, and no file of a package, begin with."""


def look(
    stores: Mapping[str, Store], keys: Mapping[str, Keys], channel: str
) -> dict[str, Observation]:
    """The pointer of each target, for those who only read, to whom one target is as good as
    another: whatever keeps one from being read makes it `Health.DARK`, with the reason."""
    seen, errors = ask(stores, lambda name, store: _look(name, store, keys[name], channel))
    told = seen | _dark(errors)
    return {name: told[name] for name in stores}


def pointers(
    stores: Mapping[str, Store], keys: Mapping[str, Keys], channel: str
) -> dict[str, Observation]:
    """The same for those who write. Raises what else a store may raise: a wrong credential or a
    missing bucket is not darkness. Where several targets have an error, the others are notes on the
    gravest."""
    seen = look(stores, keys, channel)
    only_unavailable({name: one.error for name, one in seen.items() if one.error is not None})
    return seen


def observe(
    stores: Mapping[str, Store],
    keys: Mapping[str, Keys],
    channel: str,
    release: str,
    *,
    thorough: bool = False,
) -> dict[str, Observation]:
    """The pointers, and what each target holds of the release. Raises as `pointers` does.

    Asks each target twice: for the pointer, and for a listing of the release's folder (a further
    request for each further thousand files). Where the pointer names this release and stays, the
    folder was whole when it moved, so only the release's own document and its signature are listed,
    and all files only when the document is gone, or with `thorough`.
    """
    seen = pointers(stores, keys, channel)
    there = [name for name, one in seen.items() if one.health is not Health.DARK]
    stay = frozenset[str]() if thorough else staying(release, seen)

    def question(name: str, store: Store) -> Observation:
        folder = keys[name].release(release)
        sizes = _sizes(store, folder, BOTH) if name in stay else {}
        if RELEASE in sizes:
            both = {path: sizes[path] for path in (RELEASE, SIGNATURE) if path in sizes}
            return replace(seen[name], sizes=both, live=True)
        return replace(seen[name], sizes=_sizes(store, folder))

    return seen | _asked(stores, there, question)


def complete(
    stores: Mapping[str, Store],
    keys: Mapping[str, Keys],
    release: str,
    seen: Mapping[str, Observation],
) -> dict[str, Observation]:
    """What was seen of these stores, and which files of the release they hold: the listing alone is
    asked for. Raises as `pointers` does."""

    def question(name: str, store: Store) -> Observation:
        return replace(seen[name], sizes=_sizes(store, keys[name].release(release)))

    return _asked(stores, stores, question)


def _asked(
    stores: Mapping[str, Store],
    names: Iterable[str],
    question: Callable[[str, Store], Observation],
) -> dict[str, Observation]:
    seen, errors = ask({name: stores[name] for name in names}, question)
    only_unavailable(errors)
    return seen | _dark(errors)


def _dark(errors: Mapping[str, McdeployError]) -> dict[str, Observation]:
    return {
        name: Observation(name, Health.DARK, reason=error.what, error=error)
        for name, error in errors.items()
    }


def _look(name: str, store: Store, keys: Keys, channel: str) -> Observation:
    held, version = _pointer(store, keys.pointer(channel))
    can = store.capabilities
    return Observation(
        name,
        Health.HEALTHY,
        pointer=held,
        version=version,
        conditional=can.conditional_writes,
        signs=can.signed_urls,
        pulls=can.pulls,
    )


def _pointer(store: Store, key: str) -> tuple[Pointer | None, str | None]:
    try:
        data, version = get(store, key)
    except NotFound:
        return None, None
    return pointer.decode(data, store.name), version


def _sizes(store: Store, folder: str, beginning: str = "") -> dict[str, int]:
    return {stat.key.removeprefix(folder): stat.size for stat in store.list(folder + beginning)}
