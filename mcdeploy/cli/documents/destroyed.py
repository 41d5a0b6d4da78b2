"""`mcdeploy/destroyed/v1`: what was deleted, or would have been."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdeploy.operations.destroy import Destroyed

SCHEMA = "mcdeploy/destroyed/v1"


def document(destroyed: "Destroyed") -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "deployment": destroyed.deployment,
        "approved": destroyed.approved,
        "remains": [
            {
                "target": one.target,
                "objects": len(one.keys),
                "size": one.size,
                "uploads": one.uploads,
            }
            for one in destroyed.remains
        ],
    }
