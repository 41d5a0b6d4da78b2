"""`mcdeploy/packaged/v1`: the packages that lie in folders now."""

from typing import TYPE_CHECKING

from mcdeploy.records import certificate

if TYPE_CHECKING:
    from mcdeploy.operations.package import Packaged

SCHEMA = "mcdeploy/packaged/v1"


def document(made: "Packaged") -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "deployment": made.deployment,
        "release": made.release,
        "targets": [
            {
                "target": target,
                "folder": str(folder.absolute()),
                "parity": certificate.encode(made.certificates[target]),
            }
            for target, folder in made.folders.items()
        ],
        "notes": list(made.notes),
    }
