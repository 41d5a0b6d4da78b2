"""What the files of a model are, by what they hold."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mcdeploy.domain import Form, Weights
from mcdeploy.errors import ModelError
from mcdeploy.own.looking import Unsafe
from mcdeploy.own.looking.persisted import is_skops
from mcdeploy.own.mlflow import MLMODEL, sklearn_flavor
from mcdeploy.own.onnx import is_onnx
from mcdeploy.own.refusal import refuse
from mcdeploy.own.sklearn import Dump
from mcdeploy.own.versions import LIBRARY

HEADER = 2**22
"""Bytes of the header of safetensors: about a hundred for each tensor."""


@dataclass(frozen=True, slots=True)
class Found:
    """The form of a model; the file of it that can be asked, where there is one: a scikit-learn
    dump or an ONNX file."""

    form: Form
    dump: Dump | None = None
    onnx: Path | None = None


def form(files: Mapping[str, Path], unsafe: Sequence[Unsafe], weights: Weights, who: str) -> Found:
    """What the files are. Names decide nothing but which of several is meant.

    Raises ModelError where a scikit-learn dump is there and nobody says what wrote it, or the other
    way round.
    """
    version = weights.versions.get(LIBRARY)
    if MLMODEL in files:
        return _mlflow(files, weights, who)
    if version is not None:
        path = _dumped(files, unsafe, who)
        return Found(Form.SKLEARN, dump=_dump(path, version, weights, who))
    _check_nobody_dumped(files, unsafe, who)
    onnx = [path for path in files.values() if is_onnx(path)]
    if len(onnx) == 1:
        return Found(Form.ONNX, onnx=onnx[0])
    tensors = any(is_safetensors(path) for path in files.values())
    return Found(Form.SAFETENSORS if tensors else Form.OPAQUE)


def _mlflow(files: Mapping[str, Path], weights: Weights, who: str) -> Found:
    said = sklearn_flavor(files[MLMODEL])
    if said is None:
        return Found(Form.MLFLOW)
    if said.dump not in files:
        what = f"its MLmodel names the dump {said.dump!r}, and there is no such file"
        raise ModelError(who, what, remedy="save the model with MLflow again")
    version = weights.versions.get(LIBRARY, said.version)
    return Found(Form.MLFLOW, dump=_dump(files[said.dump], version, weights, who))


def _dump(path: Path, version: str, weights: Weights, who: str) -> Dump:
    """What is no skops file is unpickled when it is asked, whatever was found in it."""
    skops = is_skops(path)
    if not skops and not weights.unsafe:
        refuse(who, [Unsafe(path.name, "is unpickled, for it is no skops file")])
    return Dump(path, version, skops, weights.unsafe)


def _dumped(files: Mapping[str, Path], unsafe: Sequence[Unsafe], who: str) -> Path:
    """The one file that is a dump."""
    pickles = {one.path for one in unsafe if one.pickle}
    found = [path for name, path in files.items() if name in pickles or is_skops(path)]
    if len(found) == 1:
        return found[0]
    raise ModelError(
        who,
        f"`model.versions` is of a scikit-learn dump, and there are {len(found)} of them",
        remedy="name one dump, or leave `versions` out",
    )


def _check_nobody_dumped(files: Mapping[str, Path], unsafe: Sequence[Unsafe], who: str) -> None:
    """What imports scikit-learn is a dump of it."""
    found = [one.path for one in unsafe if any(name.startswith("sklearn.") for name in one.imports)]
    found += [name for name, path in files.items() if is_skops(path)]
    if found:
        raise ModelError(
            who,
            f"{found[0]} is a scikit-learn dump, and nobody says which version wrote it",
            remedy="say so: `model.versions: {scikit-learn: X.Y.Z}`, which is sklearn.__version__ "
            "where it was written",
        )


def is_safetensors(path: Path) -> bool:
    """Whether a file begins as safetensors does: eight bytes for the length of a header, which is
    a JSON object and lies within the file. Source: the format's description."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if not 2 <= length <= min(HEADER, path.stat().st_size - 8):
            return False
        try:
            return isinstance(json.loads(file.read(length)), dict)
        except (ValueError, RecursionError):
            return False
