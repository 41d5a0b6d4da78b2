"""Signatures of a release that lie on its targets already."""

from collections.abc import Iterable

from mcdeploy import signature
from mcdeploy.clouds import Clouds
from mcdeploy.domain import Release, Trust
from mcdeploy.errors import IntegrityError, StoreError


def copies(
    there: Clouds, release: Release, trust: Trust, targets: Iterable[str]
) -> dict[str, bytes]:
    """For each of these targets a signature of somebody trusted, from another target with the same
    files, where there is one."""
    found = ((name, _of_another(there, release, trust, name)) for name in targets)
    return {name: bundle for name, bundle in found if bundle is not None}


def _of_another(there: Clouds, release: Release, trust: Trust, target: str) -> bytes | None:
    wanted = signature.resources(release, target)
    for name, store in there.stores.items():
        if name != target and signature.resources(release, name) == wanted:
            try:
                bundle = signature.read(store, there.keys[name], release.id)
                signature.check_document(bundle, release, name, trust)
            except (StoreError, IntegrityError):
                continue
            return bundle
    return None
