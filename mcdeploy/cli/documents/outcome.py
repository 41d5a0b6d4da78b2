"""`mcdeploy/outcome/v1`: what an apply or a rollback did."""

from mcdeploy.domain import Outcome

SCHEMA = "mcdeploy/outcome/v1"


def document(outcome: Outcome) -> dict[str, object]:
    from mcdeploy.plan import document as plan  # what shows no outcome need not wait for it

    return {
        "schema": SCHEMA,
        "deployment": outcome.plan.deployment,
        "channel": outcome.plan.channel,
        "release": outcome.plan.release,
        "changed": not outcome.plan.empty,
        "landed": dict(outcome.landed),
        "waiting": dict(outcome.waiting),
        "seconds_mixed": outcome.seconds_mixed,
        "waiver": outcome.plan.waiver,
        "plan": plan(outcome.plan),
    }
