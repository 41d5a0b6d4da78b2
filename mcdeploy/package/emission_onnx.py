"""A model as an ONNX graph."""

from pathlib import Path, PurePosixPath

from mcdeploy.catalog.runtime import Runtime, runtimes
from mcdeploy.domain import Content, Form, Kind, Listener, Model, quiet
from mcdeploy.errors import ModelError
from mcdeploy.package.emitted import emitted

PROGRAM = Path(__file__).parent / "programs" / "emit_onnx.py"
WHO = "an ONNX package"


def onnx(model: Model, listener: Listener = quiet) -> Content:
    """What onnxruntime makes a session of: the bundled model as a graph of float64 operators, or
    the graph that somebody brought.

    The bundled model's takes `rows`, float64 of shape (n, p), and gives `label`, text of shape
    (n,), and `probabilities`, float64 of shape (n, k), in the order of `classes`, a JSON list in
    its metadata. Equal models give equal bytes. Raises ModelError for a model of another form, or
    of several files, and EnvironmentMissing when what writes it cannot be installed here.
    """
    if model.form is Form.CANONICAL:
        return emitted(model, _writer(), PROGRAM, "onnx", listener).read_bytes()
    return _own(model)


def _writer() -> Runtime:
    """The same for every target: a graph is the same for all that read it."""
    return runtimes(Kind.ONNX)[0]


def _own(model: Model) -> Content:
    if model.form is not Form.ONNX:
        raise ModelError(
            WHO,
            f"takes an ONNX model; this one is {model.form}",
            remedy="choose another package for this target, such as `package: plain`",
        )
    if len(model.files) != 1 or PurePosixPath(*model.files).suffix != ".onnx":
        raise ModelError(
            WHO,
            f"takes one file that ends in .onnx; the model has {', '.join(sorted(model.files))}",
            remedy="save the graph with its weights inside, in one file",
        )
    (content,) = model.files.values()
    return content
