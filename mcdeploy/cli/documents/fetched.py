"""`mcdeploy/fetched/v1`: the files of a release that lie in a folder now."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdeploy.operations.fetch import Fetched

SCHEMA = "mcdeploy/fetched/v1"


def document(fetched: "Fetched") -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "deployment": fetched.deployment,
        "release": fetched.release,
        "target": fetched.target,
        "folder": str(fetched.folder.absolute()),
        "files": [
            {"path": file.path, "size": file.size, "sha256": file.checksums.sha256}
            for file in fetched.files
        ],
        "served": dict(fetched.served),
        "dark": dict(fetched.dark),
    }
