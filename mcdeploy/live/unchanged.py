"""Is what is live still what the gates were held against?"""

from collections.abc import Mapping

from mcdeploy import live
from mcdeploy.clouds import Clouds
from mcdeploy.domain import Bundle, Observation, Trust
from mcdeploy.errors import Conflict
from mcdeploy.live.believed import settled


def check(bundle: Bundle, clouds: Clouds, seen: Mapping[str, Observation], trust: Trust) -> None:
    """Conflict when another release became live since; not when that is the bundle's own. The
    versions of the pointers that were seen keep others out from there on. Only where it looks like
    a conflict is anybody asked who signed."""
    now = live.latest(seen)
    known = (bundle.beside, bundle.release.id)
    if bundle.beside is None or now is None or now.release in known:
        return
    now = settled(clouds, bundle.release.deployment, seen, trust)
    if now.release not in known:
        raise Conflict(
            bundle.release.deployment,
            f"{live.told(now.release)} became live since the gates were held, which compared with"
            " another",
            remedy="run the same command again: it compares with what is live now",
        )
