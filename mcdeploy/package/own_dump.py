"""The scikit-learn dump that somebody brought, where a service takes it as it is."""

from collections.abc import Collection
from pathlib import PurePosixPath

from mcdeploy.domain import Content, Form, Model
from mcdeploy.errors import ModelError

PICKLES = (".joblib", ".pkl", ".pickle")
SKOPS = (".skops",)


def own_dump(model: Model, endings: Collection[str], who: str) -> Content:
    """The one file of the model whose name has one of the endings. ModelError, naming `who` wants
    it, when the model is of another form, or has no such file or several."""
    if model.form is not Form.SKLEARN:
        raise ModelError(
            who,
            f"takes a scikit-learn model; this one is {model.form}",
            remedy="for an ONNX model choose `package: onnx`, or `{kind: kserve, runtime:"
            " triton-onnx}`; for any other `package: plain`",
        )
    found = [path for path in sorted(model.files) if PurePosixPath(path).suffix in endings]
    if len(found) != 1:
        raise ModelError(
            who,
            f"takes one file that ends in {' or '.join(endings)}; the model has "
            + (", ".join(found) or "none"),
            remedy="save it in one such file, or have it written anew by `model.reemit: true`",
        )
    return model.files[found[0]]
