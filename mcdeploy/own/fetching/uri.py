"""A URI becomes a file or a folder of this machine."""

from pathlib import Path

from mcdeploy.domain import Remote
from mcdeploy.errors import IntegrityError
from mcdeploy.own.fetching import https, objects
from mcdeploy.own.fetching.names import shown
from mcdeploy.store.digest import chunks, digest


def fetch(remote: Remote) -> Path:
    """The file, or the folder of all that lies below the URI, in the cache.

    Raises ModelError when there is nothing, IntegrityError when it is not what `sha256` says, and
    what a store's reading raises.
    """
    fetched = https.fetch(remote) if remote.uri.startswith("https:") else objects.fetch(remote)
    if remote.sha256 is not None:
        _check(remote, remote.sha256, fetched)
    return fetched


def _check(remote: Remote, sha256: str, fetched: Path) -> None:
    """What lies in the cache is checked each time: the digest is what somebody relies on."""
    found = digest(chunks(fetched)).checksums().sha256
    if found != sha256:
        raise IntegrityError(
            shown(remote.uri),
            f"the file has the SHA-256 {found}, not {sha256}",
            remedy=f"correct `model.sha256` if the file is the right one; it lies at {fetched}",
        )
