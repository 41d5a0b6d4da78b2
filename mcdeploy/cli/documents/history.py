"""`mcdeploy/history/v1`: what was released when, oldest first."""

from typing import TYPE_CHECKING

from mcdeploy.cli.documents import pointer

if TYPE_CHECKING:
    from mcdeploy.operations.history import History

SCHEMA = "mcdeploy/history/v1"


def document(history: "History") -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "deployment": history.deployment,
        "channel": history.channel,
        "moves": [
            {"pointer": pointer.document(move.pointer), "targets": list(move.targets)}
            for move in history.moves
        ],
        "dark": dict(history.dark),
    }
