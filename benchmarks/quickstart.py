"""The quickstart against a fresh sandbox: the first apply, and the second, which changes nothing.

    python benchmarks/quickstart.py

Needs `pip install '.[all]'`. The first apply includes starting the sandbox; what the sandbox
installs once (Azurite) is installed before the clock starts. The yardstick beside it is a process
that only imports what the apply imports: three SDKs and scikit-learn.
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
    with tempfile.TemporaryDirectory() as home:
        environ = {**os.environ, "MCDEPLOY_HOME": home}
        apply = ("-m", "mcdeploy", "apply", str(MANIFEST), "--sandbox")
        try:
            first = seconds(*apply, environ=environ)
            second = seconds(*apply, environ=environ)
            imports = seconds("-c", IMPORTS, environ=environ)
        finally:
            seconds("-m", "mcdeploy", "sandbox", "down", environ=environ)
    print("quickstart                   seconds   x imports")
    for name, took in (
        ("first apply", first),
        ("second apply", second),
        ("imports alone", imports),
    ):
        print(f"{name:<28}{took:>8.1f}{took / imports:>12.2f}")


if __name__ == "__main__":
    main()
