"""Bytes that do not pass through this machine: the provider itself copies or fetches them."""

from mcdeploy.domain import File
from mcdeploy.errors import Unsupported
from mcdeploy.replicate.destination import Destination
from mcdeploy.replicate.landing import Landing
from mcdeploy.store.contract import Store

HOUR = 3600
"""Seconds for which a signed URL lasts: a provider has so long to begin to read a file."""


def copied(landing: Landing, file: File, store: Store, origin: Destination, key: str) -> None:
    """Have the store copy an object of its own to the landing, and verify what is then there.

    Raises `Unsupported` where nothing would vouch for the copy but reading it back, which costs
    more than sending it.
    """
    if store.capabilities.verifies_whole or store.head(key).agree(file.checksums):
        store.copy(key, landing.key)
        landing.found()
    else:
        pulled(landing, file, store, origin, key)


def pulled(landing: Landing, file: File, store: Store, origin: Destination, key: str) -> None:
    """Have the store fetch an object of another place, from its own URL or from a signed one."""
    url = f"{origin.location}/{key}"
    prefixes = store.capabilities.pulls
    if not url.startswith(prefixes):
        url = _signed(origin, key)
    if not url.startswith(prefixes):
        raise Unsupported(store.name, "pull", f"it cannot fetch from {origin.location}")
    landing.accept(store.pull(url, landing.key, file.size, file.checksums))


def _signed(origin: Destination, key: str) -> str:
    if not origin.store.capabilities.signed_urls:
        raise Unsupported(origin.store.name, "sign", "it signs no URLs")
    return origin.store.sign(key, HOUR)
