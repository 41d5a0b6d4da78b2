"""P4: every kind of package, loaded by its service's own code, beside the model."""

import io
from pathlib import Path

import joblib
import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from mcdeploy import package
from mcdeploy.bundled import predictor
from mcdeploy.catalog.runtime import default
from mcdeploy.domain import Answer, Answers, Event, Form, Installing, Kind, Packaging, Parity
from mcdeploy.errors import EnvironmentMissing, ParityError
from mcdeploy.parity import Package, answers, certificates, enforce
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


def test_a_runtime_that_cannot_be_made_is_told_in_the_certificate(
    release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*of: object, told: str) -> Path:
        raise EnvironmentMissing(told, f"no Python among {len(of)}", remedy="install one")

    monkeypatch.setattr("mcdeploy.parity.loading.environment", missing)
    at = Package(release({"model.joblib": b"1"}), Packaging(Kind.VERTEX, "sklearn-1.6"))
    found = certificates([at], rows("iris"), answer("iris"), predictor)[at.packaging]
    assert found.failure == "vertex sklearn-1.6: no Python among 3; install one"


def test_several_packages_are_asked_at_once(
    tmp_path: Path,
) -> None:
    heard: list[Event] = []
    kinds = (Kind.ONNX, Kind.VERTEX, Kind.SAGEMAKER)
    packages = [made(Packaging(kind, default(kind)), "softmax", tmp_path / kind) for kind in kinds]
    found = certificates(packages, rows("iris"), answer("iris"), predictor, heard.append)
    assert [one.kind for one in found] == list(kinds)
    assert all(one.passed for one in found.values())
    assert all(isinstance(one, Installing) for one in heard)
