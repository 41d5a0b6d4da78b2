"""`mcdeploy/sandbox/v1`: the emulators, and the variables by which SDKs find them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from mcdeploy.sandbox import Sandbox

SCHEMA = "mcdeploy/sandbox/v1"


def document(folder: "Path", sandbox: "Sandbox | None") -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "folder": str(folder),
        "healthy": sandbox is not None and sandbox.healthy,
        "services": []
        if sandbox is None
        else [
            {
                "name": one.name,
                "pid": one.pid,
                "port": one.port,
                "url": one.url,
                "healthy": one.healthy,
            }
            for one in sandbox.services
        ],
        "environment": {} if sandbox is None else dict(sandbox.environment),
    }
