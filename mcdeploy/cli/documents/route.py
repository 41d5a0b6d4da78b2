"""`mcdeploy/route/v1`: the order in which to try the targets, best first."""

from mcdeploy.domain import Choice, Route

SCHEMA = "mcdeploy/route/v1"


def document(deployment: str, route: Route) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "deployment": deployment,
        "origin": route.origin,
        "policy": route.policy,
        "choices": [_choice(choice) for choice in route.choices],
        "excluded": dict(route.excluded),
    }


def _choice(choice: Choice) -> dict[str, object]:
    return {
        "target": choice.target,
        "location": choice.location,
        "milliseconds": choice.milliseconds,
        "dollars_per_gb": choice.dollars_per_gb,
        "health": choice.health.value,
        "why": choice.why,
    }
