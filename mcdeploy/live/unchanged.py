"""Is what is live still what the gates were held against?"""

from collections.abc import Mapping

from mcdeploy import live
from mcdeploy.domain import Bundle, Observation
from mcdeploy.errors import Conflict


def check(bundle: Bundle, seen: Mapping[str, Observation]) -> None:
    """Conflict when another release became live since; not when that is the bundle's own. The
    versions of the pointers that were seen keep others out from there on."""
    now = live.latest(seen)
    if bundle.beside is None or now is None:
        return
    if now.release not in (bundle.beside, bundle.release.id):
        raise Conflict(
            bundle.release.deployment,
            f"{live.told(now.release)} became live since the gates were held, which compared with"
            " another",
            remedy="run the same command again: it compares with what is live now",
        )
