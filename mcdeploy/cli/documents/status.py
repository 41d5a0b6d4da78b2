"""`mcdeploy/status/v1`: where a deployment stands."""

from typing import TYPE_CHECKING

from mcdeploy.cli.documents import pointer
from mcdeploy.records import certificate

if TYPE_CHECKING:
    from mcdeploy.operations.status import Status, TargetStatus

SCHEMA = "mcdeploy/status/v1"


def document(status: "Status") -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "deployment": status.deployment,
        "channel": status.channel,
        "live": pointer.document(status.live),
        "drifted": status.drifted,
        "evaluation": dict(status.evaluation),
        "waiver": status.waiver,
        "targets": [_target(target) for target in status.targets],
    }


def _target(target: "TargetStatus") -> dict[str, object]:
    return {
        "target": target.target,
        "health": target.health.value,
        "location": target.location,
        "pointer": pointer.document(target.pointer),
        "drift": list(target.drift),
        "parity": None if target.certificate is None else certificate.encode(target.certificate),
    }
