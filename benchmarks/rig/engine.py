"""The engine alone, as a program: `python -m rig.engine HOME`, to be run as a child.

Carries the payload of HOME to the targets of its manifest exactly as `mcdeploy apply` does from its
plan on; only the package is not made here, its digests are those that were taken when the payload
was written. Says on its output, a line of JSON each, when each target had the whole release.
"""

import json
import sys
import threading
import time
from pathlib import Path

from mcdeploy import clouds, deploy
from mcdeploy.deployment import load
from mcdeploy.domain import Bundle, Target
from mcdeploy.records import release
from mcdeploy.records.keys import RELEASE
from mcdeploy.store.contract import Store
from mcdeploy.store.trace import Call, Traced
from rig import payload


def bundle(home: Path, name: str, targets: tuple[Target, ...]) -> Bundle:
    """The payload as a release, without a byte of it read."""
    files = payload.load(home).files
    contents = {file.path: home / payload.FILES / file.path for file in files}
    made = release.build(name, {one.name: files for one in targets}, {}, {})
    return Bundle(made, {one.name: contents for one in targets})


def main() -> None:
    home = Path(sys.argv[1])
    (deployment,) = load(home / "manifest.yaml")
    manifest = deployment.manifest
    made = bundle(home, manifest.name, manifest.targets)
    lock = threading.Lock()

    def tell(call: Call) -> None:
        if call.operation == "put" and call.key.endswith(f"/{RELEASE}") and call.error is None:
            with lock:
                print(json.dumps({"target": call.store, "at": time.monotonic()}), flush=True)

    def connect(target: Target) -> Store:
        return clouds.connect(target, lambda store: Traced(store, tell))

    deploy.build = lambda *_, **__: made  # what was packaged before
    done = deploy.apply(manifest, connect=connect)
    assert done.plan.release == made.release.id, "something else was carried"


if __name__ == "__main__":
    main()
