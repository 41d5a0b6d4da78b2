"""The public API is what pipelines import: it changes on purpose or not at all."""

import inspect
import subprocess
import sys

import mcdeploy
from tests.golden_files import Golden


def test_the_public_api_is_pinned(golden: Golden) -> None:
    lines = [f"{name}" for name in mcdeploy.__all__]
    for name, member in inspect.getmembers(mcdeploy.Deployment, inspect.isfunction):
        if not name.startswith("_"):
            lines.append(f"Deployment.{name}{inspect.signature(member)}")
    golden("public_api.txt", "\n".join(lines))


def test_everything_that_is_promised_is_there() -> None:
    assert all(hasattr(mcdeploy, name) for name in mcdeploy.__all__)
    assert sorted(mcdeploy.__all__) == mcdeploy.__all__


def test_importing_mcdeploy_imports_no_sdk_and_prints_nothing() -> None:
    heavy = ["boto3", "google.cloud", "azure", "libcloud", "sklearn", "numpy", "pydantic", "rich"]
    program = f"import sys, mcdeploy; print([m for m in {heavy} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert ran.stdout.strip() == b"[]"
    assert ran.stderr == b""
