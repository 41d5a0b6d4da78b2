"""The decision: residency first, then the policy."""

from collections.abc import Mapping
from types import MappingProxyType

from mcdeploy.catalog.residency import violation
from mcdeploy.domain import Health, Place, Policy, Residency, RoundTrip, Route, Target
from mcdeploy.errors import ResidencyError, reasons
from mcdeploy.route.candidate import candidate
from mcdeploy.route.policies import ranked

NOTHING: Mapping[str, RoundTrip] = MappingProxyType({})


def decide(
    origin: Place,
    origin_name: str,
    targets: tuple[Target, ...],
    policy: Policy,
    residency: Residency,
    health: Mapping[str, Health],
    measured: Mapping[str, RoundTrip] = NOTHING,
) -> Route:
    """The order in which a reader at the origin tries the targets.

    `health` is by name of target; a target that is not in it is unknown. So is `measured`, the
    round trips from the origin; those that are not in it are estimated. Every target is in the
    answer once: among the choices, or excluded with the reason when residency forbids it. Dark
    targets are the last choices. Raises ResidencyError when residency forbids every target.
    """
    excluded = {
        target.name: reason
        for target in targets
        if (reason := violation(target.place, residency)) is not None
    }
    allowed = [
        candidate(
            origin, target, health.get(target.name, Health.UNKNOWN), measured.get(target.name)
        )
        for target in targets
        if target.name not in excluded
    ]
    if excluded and not allowed:
        raise _nowhere(excluded)
    choices = tuple(each.choice(why) for each, why in ranked(policy, allowed))
    return Route(origin_name, policy.value, choices, excluded)


def _nowhere(excluded: Mapping[str, str]) -> ResidencyError:
    return ResidencyError(
        ", ".join(sorted(excluded)),
        f"residency forbids every target ({reasons(excluded)})",
        remedy="add a target in a jurisdiction that the manifest allows, or change its residency",
    )
