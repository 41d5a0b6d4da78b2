"""A model as a file of a runtime's own scikit-learn."""

from pathlib import Path

from mcdeploy.catalog.runtime import Runtime
from mcdeploy.domain import Content, Form, Listener, Model, quiet
from mcdeploy.package.emitted import emitted
from mcdeploy.package.own_dump import PICKLES, SKOPS, own_dump
from mcdeploy.package.written_skops import canonical

PROGRAM = Path(__file__).parent / "programs" / "emit_sklearn.py"
TRUSTED_TYPES = ("functools.partial",)
"""What a skops file of the bundled model names beyond the types that skops trusts by itself."""


def joblib_(model: Model, runtime: Runtime, listener: Listener = quiet) -> Content:
    """What `joblib.load` of that runtime makes an estimator of: the bundled model, written by the
    runtime's own scikit-learn without training again, or the dump that somebody brought.

    Equal models give equal bytes for a runtime. Raises ModelError for a model of another form, and
    EnvironmentMissing when the runtime's environment cannot be made here.
    """
    if model.form is Form.CANONICAL:
        return emitted(model, runtime, PROGRAM, "joblib", listener).read_bytes()
    return own_dump(model, PICKLES, _who(runtime))


def skops_(model: Model, runtime: Runtime, listener: Listener = quiet) -> Content:
    """The same for `skops.io.load`."""
    if model.form is Form.CANONICAL:
        return canonical(emitted(model, runtime, PROGRAM, "skops", listener).read_bytes())
    return own_dump(model, SKOPS, _who(runtime))


def _who(runtime: Runtime) -> str:
    return f"{runtime.kind} {runtime.name}"
