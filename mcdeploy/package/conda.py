"""The environment of a package, as files that Azure ML and MLflow make it from."""

from collections.abc import Sequence

import yaml

from mcdeploy.catalog.runtime import Runtime
from mcdeploy.environments.pins import pins

BELOW = "<"


def files(runtime: Runtime, packages: Sequence[str]) -> dict[str, bytes]:
    """`conda.yaml`, `requirements.txt` and `python_env.yaml` with these packages in the versions
    that the runtime's lock files pin."""
    requirements = requirement_lines(runtime, packages)
    python = python_version(runtime)
    conda = {
        "name": "model",
        "channels": ["conda-forge"],
        "dependencies": [f"python={python}", "pip", {"pip": requirements}],
    }
    virtual = {
        "python": python,
        "build_dependencies": ["pip", "setuptools", "wheel"],
        "dependencies": ["-r requirements.txt"],
    }
    return {
        "conda.yaml": yaml_bytes(conda),
        "python_env.yaml": yaml_bytes(virtual),
        "requirements.txt": "".join(f"{line}\n" for line in requirements).encode(),
    }


def requirement_lines(runtime: Runtime, packages: Sequence[str]) -> list[str]:
    """One `name==version` for each; MLflow has the version of the part of it that loads models."""
    pinned = pins(runtime.locks)
    pinned = {**pinned, "mlflow": pinned.get("mlflow-skinny", "")}
    return [f"{name}=={pinned[name]}" for name in packages]


def python_version(runtime: Runtime) -> str:
    """The newest that the runtime suits, for it is supported longest: 3.12 of `>=3.10,<3.13`."""
    bounds = runtime.python.split(",")
    (beyond,) = (bound.removeprefix(BELOW) for bound in bounds if bound.startswith(BELOW))
    major, minor = map(int, beyond.split("."))
    return f"{major}.{minor - 1}"


def yaml_bytes(document: object) -> bytes:
    return yaml.safe_dump(document, sort_keys=True, allow_unicode=True).encode()
