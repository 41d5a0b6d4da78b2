"""What a target holds already of the release that is live there, under another release's name."""

from collections.abc import Mapping
from dataclasses import replace

from mcdeploy.domain import Health, Observation, Release
from mcdeploy.errors import IntegrityError, StoreError
from mcdeploy.plan.lacking import missing
from mcdeploy.records import release as records
from mcdeploy.records.keys import RELEASE, Keys
from mcdeploy.store.ask import ask
from mcdeploy.store.contract import Store
from mcdeploy.store.objects import get


def unchanged(
    stores: Mapping[str, Store],
    keys: Mapping[str, Keys],
    release: Release,
    seen: Mapping[str, Observation],
) -> dict[str, Observation]:
    """What was seen, and the contents of the live release of each target that lacks something of
    this one and whose provider copies inside. One request for each of those targets, and none for
    the others. A document that cannot be read is no error here: then nothing is copied."""
    wanted = {
        name: store
        for name, store in stores.items()
        if store.capabilities.copies and _worth_asking(release, seen[name])
    }
    found, _ = ask(wanted, lambda name, store: _contents(store, keys[name], seen[name]))
    return {n: replace(one, unchanged=found.get(n, {})) for n, one in seen.items()}


def _worth_asking(release: Release, seen: Observation) -> bool:
    other = seen.pointer is not None and seen.pointer.release != release.id
    lit = seen.health is not Health.DARK
    return lit and other and any(file.path != RELEASE for file in missing(release, seen))


def _contents(store: Store, keys: Keys, seen: Observation) -> Mapping[str, str]:
    if seen.pointer is None:
        return {}
    live = seen.pointer.release
    try:
        document, _ = get(store, keys.file(live, RELEASE))
        packages = records.parse(live, document, store.name).packages
    except (StoreError, IntegrityError):
        return {}
    return {str(f.checksums.sha256): f"{live}/{f.path}" for f in packages.get(seen.target, ())}
