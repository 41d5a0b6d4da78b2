"""Where a target's files go."""

from dataclasses import dataclass

from mcdeploy.store.contract import Store


@dataclass(frozen=True, slots=True)
class Destination:
    """A store and, in it, the key of the release's folder and that of all the deployment's
    releases, each ending in a slash (or empty). `location` is the URL of the place: an object's is
    that, a slash and its key. `signature` is what is written beside the files."""

    store: Store
    folder: str
    releases: str = ""
    location: str = ""
    signature: bytes | None = None
