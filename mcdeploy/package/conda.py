"""The environment of a package, as files that Azure ML and MLflow make it from."""

from collections.abc import Sequence

import yaml

from mcdeploy.catalog.runtime import Runtime
from mcdeploy.environments.pins import pins


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
    """The one that the certificate is earned under: 3.11 of a runtime that takes `==3.11.*`."""
    return runtime.python.removeprefix("==").removesuffix(".*")


def yaml_bytes(document: object) -> bytes:
    return yaml.safe_dump(document, sort_keys=True, allow_unicode=True).encode()
