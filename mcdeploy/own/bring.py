"""The story of a model of one's own: fetch it, look at it, say what it is."""

from pathlib import Path

from mcdeploy.domain import Listener, Model, RowsFile, Weights, quiet
from mcdeploy.errors import ModelError
from mcdeploy.own.files import files


def bring(weights: Weights, rows: RowsFile | None = None, listener: Listener = quiet) -> Model:
    del rows, listener
    if not isinstance(weights.origin, Path):
        raise ModelError("model", "only files of this machine are taken", remedy="give `path`")
    return Model(files=files(weights.origin), lineage={"model": "own"})
