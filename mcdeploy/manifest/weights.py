"""Weights that you bring, as they are written."""

import re
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Discriminator, Field, Tag, WithJsonSchema

from mcdeploy.domain import Mlflow, Origin, Remote, Weights
from mcdeploy.manifest.names import Digest, Version
from mcdeploy.manifest.part import Part
from mcdeploy.manifest.plain import Text as Written
from mcdeploy.store.settings import FolderPath

ORIGINS = ("path", "uri", "mlflow")
"""The keys that say where weights are; one of them is given."""

REGISTERED = re.compile(r"(models|runs):/")
_FORMS = "s3://BUCKET/KEY, gs://BUCKET/KEY, az://ACCOUNT/CONTAINER/KEY or https://HOST/PATH"
_SEGMENTS = {"s3": 1, "gs": 1, "az": 2, "https": 1}
"""How many parts a path has at least, by scheme."""


def _uri(uri: str) -> str:
    parts = urlsplit(uri)
    segments = parts.path[1:].removesuffix("/").split("/")
    fewest = _SEGMENTS.get(parts.scheme, len(segments) + 1)
    whole = parts.hostname and parts.path.strip("/") and len(segments) >= fewest
    if not whole or not uri.isprintable() or " " in uri:
        raise ValueError(f"must be {_FORMS}")
    if not all(segments) or {".", ".."} & {*segments}:
        raise ValueError("has no empty, . or .. segments")
    if "@" in parts.netloc or parts.fragment:
        raise ValueError("has no user and no fragment: credentials do not go here")
    if parts.query and parts.scheme != "https":
        raise ValueError("has no query")
    return uri


def _whose_folder(mlflow: object) -> str:
    return "<registered>" if isinstance(mlflow, str) and REGISTERED.match(mlflow) else "<folder>"


Uri = Annotated[str, AfterValidator(_uri)]


class Trusted(Part):
    """What you allow because you know where it comes from."""

    allow_unsafe_format: bool = Field(
        False,
        description="Take files of formats that run code when they are loaded, such as pickle. "
        "They are never loaded in mcdeploy's own process.",
    )


class Versions(Part):
    """Versions of the libraries that wrote the weights."""

    scikit_learn: Version | None = Field(
        None,
        alias="scikit-learn",
        description="The version of scikit-learn that wrote a dump: sklearn.__version__ there.",
    )


class Own(Part):
    """Weights that you bring: path, uri or mlflow says where they are."""

    path: FolderPath | None = Field(
        None,
        description="A file, or a folder with all that is in it, relative to the manifest's "
        "folder.",
    )
    uri: Uri | None = Field(
        None,
        description="An object, or all objects below it: s3://BUCKET/KEY, gs://BUCKET/KEY, "
        "az://ACCOUNT/CONTAINER/KEY; or a file at https://HOST/PATH.",
    )
    mlflow: (
        Annotated[
            Annotated[str, Tag("<registered>")] | Annotated[FolderPath, Tag("<folder>")],
            Discriminator(_whose_folder),
            WithJsonSchema({"type": "string"}),  # any text fits both
        ]
        | None
    ) = Field(
        None,
        description="An MLflow model: its folder, or models:/NAME/VERSION or runs:/RUN/PATH on "
        "the server of MLFLOW_TRACKING_URI.",
    )
    sha256: Digest | None = Field(None, description="The SHA-256 that the file at `uri` has.")
    unpack: bool = Field(
        False, description="Take the archive apart (tar, tar.gz, zip) and bring what is in it."
    )
    trust: Trusted = Field(Trusted(), description="What you allow.")
    versions: Versions = Field(
        Versions(),
        description="Which versions of its libraries wrote the model; a scikit-learn dump needs "
        "it.",
    )
    reemit: bool = Field(
        False,
        description="Read the coefficients out of a scikit-learn dump of a logistic regression, "
        "and write each package anew in its runtime's own version.",
    )


def is_own(model: object) -> bool:
    """Whether what is written says where weights are."""
    keys: Any = model if isinstance(model, dict) else ()
    return isinstance(model, Own) or ("bundled" not in keys and any(key in keys for key in ORIGINS))


def check_weights(written: Own, text: Written) -> None:
    """Note what does not go together."""
    given = [key for key in ORIGINS if getattr(written, key) is not None]
    for key in given[1:]:
        what = f"{given[0]} says already where the model is; give one of {', '.join(ORIGINS)}"
        text.wrong(("model", key), what, key=True)
    if not given:
        text.wrong(("model",), f"give one of {', '.join(ORIGINS)}")
    if written.sha256 and written.uri is None:
        text.wrong(("model", "sha256"), "is of the file at `uri`, and there is none", key=True)
    if written.unpack and written.mlflow is not None:
        text.wrong(("model", "unpack"), "an MLflow model is a folder, and no archive", key=True)
    if written.reemit and not (written.versions.scikit_learn or written.mlflow):
        what = "needs `versions: {scikit-learn: …}` beside it: what wrote the dump"
        text.wrong(("model", "reemit"), what, key=True)


def weights(written: Own) -> Weights:
    """The value of what is written."""
    version = written.versions.scikit_learn
    return Weights(
        origin=_origin(written),
        unsafe=written.trust.allow_unsafe_format,
        unpack=written.unpack,
        versions={"scikit-learn": version} if version else {},
        reemit=written.reemit,
    )


def _origin(written: Own) -> Origin:
    if written.uri is not None:
        return Remote(written.uri, written.sha256)
    return Mlflow(written.mlflow) if written.mlflow is not None else written.path or Path()
