"""Weights that somebody brings: where they are, and what is said of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Remote:
    """Weights elsewhere: an object `s3://BUCKET/KEY`, `gs://BUCKET/KEY` or
    `az://ACCOUNT/CONTAINER/KEY` (or all objects below `KEY/`), or one file at `https://…`.
    `sha256` is what that one file must be."""

    uri: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Mlflow:
    """An MLflow model: its folder, or its name in a tracking server (`models:/…`, `runs:/…`)."""

    model: Path | str


Origin = Path | Remote | Mlflow
"""Where weights are: a Path is a file, or a folder with all that is in it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights as they are brought. `unsafe` allows formats that run code when they are loaded;
    `unpack` takes one archive apart and brings what is in it; `versions` are those of the libraries
    that wrote the weights, by name on PyPI; with `reemit` the coefficients are read out of them,
    and every package is written anew for its runtime."""

    origin: Origin
    unsafe: bool = False
    unpack: bool = False
    versions: Mapping[str, str] = field(default_factory=dict)
    reemit: bool = False
