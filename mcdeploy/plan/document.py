"""A plan as a document: what `plan -o` saves, `--json` prints, and `apply --plan` compares."""

import json
from math import isinf

from mcdeploy.domain import Copied, Distribution, File, Link, Plan, Publish, Stage
from mcdeploy.errors import UsageError
from mcdeploy.plan.network import HERE
from mcdeploy.records import canonical

SCHEMA = "mcdeploy/plan/v1"
BINDING = ("deployment", "channel", "release", "stages", "publishes", "required")


def encode(plan: Plan) -> bytes:
    """Canonical: equal plans give equal bytes."""
    return canonical.encode(document(plan))


def stale(saved: bytes, plan: Plan) -> bool:
    """Whether a saved plan would not do what this one, made just now, does.

    Prices, rates and the wording of reasons may differ, but not who copies from whom. Raises
    `UsageError` when it is no saved plan.
    """
    try:
        then = json.loads(saved)
        schema = then["schema"]
    except (ValueError, KeyError, TypeError):
        schema = None
    if schema != SCHEMA:
        raise UsageError(
            "the saved plan",
            f"is not a document of schema {SCHEMA}",
            remedy="save one with `mcdeploy plan -o FILE`",
        )
    now = json.loads(encode(plan))
    return any(then.get(key) != now[key] for key in BINDING)


def document(plan: Plan) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "deployment": plan.deployment,
        "channel": plan.channel,
        "release": plan.release,
        "stages": [_stage(stage) for stage in plan.stages],
        "publishes": [_publish(publish) for publish in plan.publishes],
        "waiting": dict(plan.waiting),
        "required": plan.required,
        "costs": {
            name: {"once_dollars": cost.once, "monthly_dollars": cost.monthly}
            for name, cost in plan.costs.items()
        },
        "distribution": None if plan.distribution is None else _distribution(plan.distribution),
        "notes": list(plan.notes),
        "waiver": plan.waiver,
    }


def _stage(stage: Stage) -> dict[str, object]:
    return {
        "target": stage.target,
        "files": [_file(file) for file in stage.files],
        "found": [_file(file) for file in stage.found],
        "sign": stage.sign,
        "copies": [_copied(copied) for copied in stage.copies],
        "origin": stage.origin,
        "pulls": [_copied(copied) for copied in stage.pulls],
    }


def _copied(copied: Copied) -> dict[str, object]:
    return {**_file(copied.file), "source": copied.source}


def _file(file: File) -> dict[str, object]:
    return {"path": file.path, "size": file.size, "sha256": file.checksums.sha256}


def _publish(publish: Publish) -> dict[str, object]:
    previous = publish.previous
    return {
        "target": publish.target,
        "base": publish.base,
        "epoch": publish.epoch,
        "previous": None if previous is None else previous.release,
    }


def _distribution(how: Distribution) -> dict[str, object]:
    star = how.star
    return {
        "optimize": how.objective.optimize,
        "deadline_seconds": how.objective.deadline,
        "budget_dollars": how.objective.budget,
        "dollars": how.dollars,
        "seconds": how.seconds,
        "bound": how.bound,
        "star": None if star is None else {"dollars": star[0], "seconds": star[1]},
        "links": [_link(link) for tree in how.trees for link in tree.links],
    }


def _link(link: Link) -> dict[str, object]:
    """This machine has no name."""
    return {
        "origin": None if link.origin == HERE else link.origin,
        "destination": None if link.destination == HERE else link.destination,
        "means": link.means,
        "dollars_per_gb": link.dollars_per_gb,
        "bytes_per_second": None if isinf(link.bytes_per_second) else link.bytes_per_second,
    }
