"""P4: every kind of package, loaded by its service's own code, beside the model."""

import io
from pathlib import Path
from threading import Barrier
from typing import Any
from unittest.mock import Mock

import joblib
import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from mcdeploy import package
from mcdeploy.bundled import predictor
from mcdeploy.catalog.runtime import default, runtime
from mcdeploy.domain import Answer, Answers, Event, Form, Kind, NotInstalled, Packaging, Parity
from mcdeploy.environments import environment
from mcdeploy.environments.program import HOST
from mcdeploy.errors import EnvironmentMissing, ModelError, ParityError
from mcdeploy.parity import (
    Package,
    answers,
    certificate,
    certificates,
    enforce,
    installed,
    loading,
)
from mcdeploy.parity.loaders import loader
from tests.parity.asked import answer, model, rows
from tests.parity.conftest import Release

NATIVE = [
    *(Packaging(kind, default(kind)) for kind in Kind if kind is not Kind.PLAIN),
    Packaging(Kind.AZUREML, "script-sklearn-1.9"),
    Packaging(Kind.KSERVE, "mlserver-1.7.1"),
    Packaging(Kind.KSERVE, "triton-onnx"),
    Packaging(Kind.SAGEMAKER, "sklearn-1.2-1"),
]


def made(packaging: Packaging, strategy: str, folder: Path) -> Package:
    core = package.Core("iris", model("iris", strategy), {"README.md": b"# card"})
    package.write(package.lay_out(core, packaging), folder)
    return Package(folder, packaging)


def dump(values: NDArray[np.float64]) -> tuple[bytes, Answer]:
    """A scikit-learn model of the newest version, and itself to be asked."""
    fitted = make_pipeline(StandardScaler(), LogisticRegression())
    fitted.fit(values, np.where(values[:, 0] > np.median(values[:, 0]), "high", "low"))
    file = io.BytesIO()
    joblib.dump(fitted, file)

    def said(asked: NDArray[np.float64]) -> Answers:
        return Answers(
            tuple(fitted.classes_.tolist()), fitted.predict(asked), fitted.predict_proba(asked)
        )

    return file.getvalue(), said


@pytest.mark.parametrize("packaging", NATIVE, ids=lambda one: f"{one.kind}-{one.runtime}")
@pytest.mark.parametrize("strategy", ["softmax", "one-vs-rest"])
def test_p4_the_bundled_model_answers_the_same_at_every_service(
    packaging: Packaging, strategy: str, tmp_path: Path
) -> None:
    at = made(packaging, strategy, tmp_path)
    found = certificates([at], rows("iris"), answer("iris", strategy), predictor)[packaging]
    assert found.failure == ""
    assert (found.labels, found.difference) == (0, 1e-14)
    assert found.rows > found.evaluated == len(rows("iris"))
    assert all(name in found.loader for name in loader(packaging).libraries)


def test_p4_a_dump_of_the_newest_scikit_learn_is_refused_on_an_older_one(
    release: Release,
) -> None:
    content, said = dump(rows("iris"))
    at = Package(
        release({"model.joblib": content}), Packaging(Kind.VERTEX, "sklearn-1.6"), Form.SKLEARN
    )
    found = certificates([at], rows("iris"), said, predictor)
    with pytest.raises(ParityError) as raised:
        enforce({"gcp": found[at.packaging]}, Parity.REQUIRED, Form.SKLEARN)
    assert "predict_proba raises AttributeError" in raised.value.what
    assert "'multi_class'" in raised.value.what
    assert "`reemit: true`" in raised.value.remedy


def test_p4_the_same_dump_passes_where_its_own_version_is(release: Release) -> None:
    content, said = dump(rows("iris"))
    folder = release({"model.joblib": content, "score.py": SCRIPT})
    at = Package(folder, Packaging(Kind.AZUREML, "script-sklearn-1.9"), Form.SKLEARN)
    assert certificates([at], rows("iris"), said, predictor)[at.packaging].passed


SCRIPT = b"""
import json, os, joblib, numpy

def init():
    global model
    model = joblib.load(os.environ["AZUREML_MODEL_DIR"] + "/model.joblib")

def run(raw):
    rows = numpy.array(json.loads(raw)["data"])
    if rows[0][0] > 1e6:
        raise LookupError("too far")
    return {"labels": model.predict(rows).tolist(), "classes": model.classes_.tolist(),
            "probabilities": model.predict_proba(rows).tolist()}
"""


def test_what_a_script_raises_is_told_though_its_server_does_not(release: Release) -> None:
    content, said = dump(rows("iris"))
    folder = release({"model.joblib": content, "score.py": SCRIPT})
    at = Package(folder, Packaging(Kind.AZUREML, "script-sklearn-1.9"), Form.SKLEARN)
    far = np.vstack([np.full((1, 4), 1e7), rows("iris")])
    found = certificates([at], far, said, predictor)[at.packaging]
    assert found.failure == "run raises LookupError: too far"


@pytest.mark.parametrize("files", [{}, {"a.joblib": b"1", "b.pkl": b"2"}])
def test_sklearnserver_takes_one_file_and_no_other_number(
    release: Release, files: dict[str, bytes]
) -> None:
    at = Package(release({"README.md": b"", **files}), Packaging(Kind.KSERVE, default(Kind.KSERVE)))
    found = certificates([at], rows("iris"), answer("iris"), predictor)[at.packaging]
    assert found.failure.startswith("load raises RuntimeError: there must be one file")


def test_a_failure_tells_no_path_of_this_machine(release: Release) -> None:
    at = Package(release({"README.md": b""}), Packaging(Kind.AZUREML, "mlflow-sklearn-1.9"))
    found = certificates([at], rows("iris"), answer("iris"), predictor)[at.packaging]
    assert 'file at "model/MLmodel"' in found.failure
    assert str(at.folder) not in found.failure


def test_a_failure_tells_no_path_of_the_installation(release: Release) -> None:
    """The dump wants a class of the module that loads it, whose words name its file."""
    wanted = b"\x80\x04\x8c\x08__main__\x8c\x04Mine\x93."
    at = Package(
        release({"model.joblib": wanted}), Packaging(Kind.VERTEX, "sklearn-1.6"), Form.SKLEARN
    )
    found = certificates([at], rows("iris"), answer("iris"), predictor)[at.packaging]
    assert "host.py" in found.failure
    assert "/" not in found.failure


def test_a_package_is_asked_once_on_a_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it said is kept by what it is made of: the second time no program runs."""
    at = made(Packaging(Kind.ONNX, default(Kind.ONNX)), "softmax", tmp_path / "one")
    first = answers(at, rows("iris"), predictor)
    monkeypatch.setattr("mcdeploy.parity.loading.run", None)
    again = answers(at, rows("iris"), predictor)
    assert np.array_equal(first.answers.probabilities, again.answers.probabilities)
    other = made(at.packaging, "one-vs-rest", tmp_path / "two")
    for asked, values in ((other, rows("iris")), (at, rows("iris") + 1.0)):
        with pytest.raises(TypeError, match="not callable"):
            answers(asked, values, predictor)


def test_what_one_service_said_is_not_what_another_says(tmp_path: Path) -> None:
    """The same folder, asked as an ONNX file, is no repository of Triton's."""
    at = made(Packaging(Kind.ONNX, default(Kind.ONNX)), "softmax", tmp_path)
    answers(at, rows("iris"), predictor)
    with pytest.raises(ModelError, match="must be one"):
        answers(Package(tmp_path, Packaging(Kind.KSERVE, "triton-onnx")), rows("iris"), predictor)


def test_the_code_that_comes_before_a_services_own_is_part_of_the_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = made(Packaging(Kind.ONNX, default(Kind.ONNX)), "softmax", tmp_path / "package")
    answers(at, rows("iris"), predictor)
    other = tmp_path / "host.py"
    other.write_bytes(HOST.read_bytes() + b"# another\n")
    monkeypatch.setattr(loading, "HOST", other)
    monkeypatch.setattr(loading, "run", None)
    with pytest.raises(TypeError, match="not callable"):
        answers(at, rows("iris"), predictor)


def test_another_version_than_the_lock_files_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = made(Packaging(Kind.VERTEX, "sklearn-1.6"), "softmax", tmp_path)
    older = runtime(Packaging(Kind.SAGEMAKER, "sklearn-1.4-2"))
    assert older is not None
    python = environment(older.locks, older.python, told="another")
    monkeypatch.setattr(loading, "environment", Mock(return_value=python))
    with pytest.raises(EnvironmentMissing, match="holds google-cloud-aiplatform nowhere"):
        answers(at, rows("iris"), predictor, fresh=True)
    with pytest.raises(EnvironmentMissing, match=r"scikit-learn 1\.4\.2, .* says 1\.6\.1"):
        installed.told(python, ("scikit-learn",), ("scikit-learn-1.6.1",), "vertex")


def test_a_runtime_that_cannot_be_made_is_told_in_the_certificate(
    release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But not what uv says of it: that names the package index."""

    def missing(*of: object, told: str) -> Path:
        what = f"no Python among {len(of)}\nnothing at https://me:word@index/simple"
        raise EnvironmentMissing(told, what, remedy="install one")

    heard: list[Event] = []
    monkeypatch.setattr(loading, "environment", missing)
    at = Package(release({"model.joblib": b"1"}), Packaging(Kind.VERTEX, "sklearn-1.6"))
    found = certificates([at], rows("iris"), answer("iris"), predictor, heard.append)
    assert found[at.packaging].failure == "vertex sklearn-1.6: no Python among 3; install one"
    (event,) = heard
    assert isinstance(event, NotInstalled)
    assert event.why.endswith("nothing at https://me:word@index/simple")


def test_several_packages_are_asked_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is let through before all three are there."""
    together = Barrier(3, timeout=20)

    def met(*of: Any) -> loading.Said:
        together.wait()
        return loading.answers(*of)

    monkeypatch.setattr(certificate, "answers", met)
    kinds = (Kind.ONNX, Kind.VERTEX, Kind.SAGEMAKER)
    packages = [made(Packaging(kind, default(kind)), "softmax", tmp_path / kind) for kind in kinds]
    found = certificates(packages, rows("iris"), answer("iris"), predictor)
    assert [one.kind for one in found] == list(kinds)
    assert all(one.passed for one in found.values())
