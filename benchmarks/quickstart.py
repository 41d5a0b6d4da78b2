"""The quickstart on a machine that has never seen it, and again: the first apply installs the
runtimes of three services, the second changes nothing.

    python benchmarks/quickstart.py

Needs `pip install '.[all]'`. Neither mcdeploy nor uv has anything in its cache at first, and the
first apply starts the sandbox too; what the sandbox installs once (Azurite) is installed before the
clock starts. A third apply, in another sandbox, finds the runtimes in the cache. The yardstick
beside them is a process that only imports what the apply imports: three SDKs and scikit-learn.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mcdeploy import sandbox

MANIFEST = Path(__file__).parents[1] / "manifests" / "quickstart.yaml"
IMPORTS = (
    "import boto3, google.cloud.storage, azure.storage.blob, azure.identity,"
    " sklearn.linear_model, sklearn.model_selection"
)


def seconds(*command: str, environ: dict[str, str]) -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, *command], env=environ, check=True, stderr=subprocess.DEVNULL)
    return time.monotonic() - began


def main() -> None:
    with sandbox.fresh():
        pass  # whatever it has to install is installed now
    with tempfile.TemporaryDirectory() as folder:
        caches = {"MCDEPLOY_CACHE": f"{folder}/cache", "UV_CACHE_DIR": f"{folder}/uv"}
        environ = {**os.environ, **caches}
        first, second = applies({**environ, "MCDEPLOY_HOME": f"{folder}/first"}, 2)
        (third,) = applies({**environ, "MCDEPLOY_HOME": f"{folder}/third"}, 1)
        imports = seconds("-c", IMPORTS, environ=environ)
    print("quickstart                      seconds   x imports")
    for name, took in (
        ("first apply, nothing cached", first),
        ("second apply", second),
        ("first apply, runtimes cached", third),
        ("imports alone", imports),
    ):
        print(f"{name:<30}{took:>9.1f}{took / imports:>12.2f}")


def applies(environ: dict[str, str], count: int) -> list[float]:
    """In a sandbox of their own, which is ended."""
    command = ("-m", "mcdeploy", "apply", str(MANIFEST), "--sandbox")
    try:
        return [seconds(*command, environ=environ) for _ in range(count)]
    finally:
        seconds("-m", "mcdeploy", "sandbox", "down", environ=environ)


if __name__ == "__main__":
    main()
