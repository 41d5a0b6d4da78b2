"""A release's folder in a store, held against the signature that lies in it."""

from mcdeploy.domain import Release, Trust
from mcdeploy.errors import NotFound, SignatureError
from mcdeploy.records import shape
from mcdeploy.records.keys import RELEASE, SIGNATURE, Keys
from mcdeploy.signature.resources import resources
from mcdeploy.signature.verification import authenticate, verify
from mcdeploy.store.contract import Store
from mcdeploy.store.objects import get


def read(store: Store, keys: Keys, release: str) -> bytes:
    """The signature that lies there. Raises `SignatureError` where none does."""
    try:
        return get(store, keys.file(release, SIGNATURE))[0]
    except NotFound as error:
        raise SignatureError(
            store.name,
            f"release {release[:12]} has no {SIGNATURE}: nobody has signed it",
            remedy="apply the manifest that made it once more, with a key",
        ) from error


def check_document(bundle: bytes, release: Release, target: str, trust: Trust) -> None:
    """Hold the release, as its document on the target says it, against the target's signature. Of
    a target that the release was not made for, by this name, the document alone counts. Raises
    `SignatureError`."""
    if target in release.packages:
        verify(bundle, resources(release, target), trust, target)
        return
    signed = authenticate(bundle, trust, target).statement.resources
    if signed.get(RELEASE) != release.id:
        raise SignatureError(target, f"its signature is not that of release {release.id[:12]}")


def check(store: Store, keys: Keys, release: Release, trust: Trust) -> None:
    """Hold what lies in the release's folder against its signature: every file is as small or as
    large as it may be and was verified when it landed, so their names are listed, and the release
    is taken as it is known here. Two requests, and one more for each further thousand files.

    Raises `SignatureError` when nobody trusted has signed this release for this target, or a file
    lies there that nobody has signed.
    """
    check_document(read(store, keys, release.id), release, store.name, trust)
    folder = keys.release(release.id)
    there = {stat.key.removeprefix(folder) for stat in store.list(folder)}
    if extra := there - resources(release, store.name).keys() - {SIGNATURE}:
        raise SignatureError(
            store.name,
            f"{', '.join(map(shape.shown, sorted(extra)))} lies in the folder of release"
            f" {release.id[:12]}, and nobody has signed it",
            remedy="look at who wrote to this bucket, delete it, and run the same command again",
        )
