"""Dumps of real scikit-learn versions, asked and read in environments of their own."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from mcdeploy import bundled
from mcdeploy.domain import Form, Model, RowsFile, Weights
from mcdeploy.environments import environment, run
from mcdeploy.errors import ModelError
from mcdeploy.own import asking, bring
from mcdeploy.own.versions import writer

VERSIONS = ("1.6.1", "1.9.0")
PROGRAM = Path(__file__).parent / "programs" / "write_models.py"
READ = ("softmax", "two", "bare", "rest", "rest-of-two", "rest-of-pipelines")
READ_OLD = ("no-scale", "softmax-of-two", "ovr", "liblinear", "rest-of-softmax")


def written(version: str, folder: Path, trace: Path) -> Path:
    found = writer(version)
    python = environment((found.lock,), found.python, told=version)
    run(python, PROGRAM, {"into": str(folder), "trace": str(trace)})
    return folder


@pytest.fixture(scope="module", params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    named: str = request.param
    return named


@pytest.fixture(scope="module")
def models(version: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(version)
    return written(version, folder, folder / "trace")


def brought(folder: Path, name: str, version: str, *, reemit: bool = False) -> Model:
    weights = Weights(folder / name, unsafe=True, versions={"scikit-learn": version}, reemit=reemit)
    return bring(weights, RowsFile(folder / "rows.csv"))


def test_what_is_read_answers_as_the_dump_does(models: Path, version: str) -> None:
    for name in READ_OLD if version < "1.7" else READ:
        model = brought(models, f"{name}.joblib", version, reemit=True)
        assert (model.form, set(model.files)) == (Form.CANONICAL, {"model.json"})
        assert model.answer is not None
        assert model.rows is not None
        document = model.files["model.json"]
        assert isinstance(document, bytes)
        theirs, ours = model.answer(model.rows), bundled.predictor(document)(model.rows)
        assert theirs.classes == ours.classes
        assert (theirs.labels == ours.labels).all(), name
        assert np.abs(theirs.probabilities - ours.probabilities).max() <= 1e-12, name


def test_the_same_question_is_asked_once(
    models: Path, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def counted(python: Path, program: Path, request: Mapping[str, object]) -> Mapping[str, object]:
        asked.append(program)
        return run(python, program, request)

    monkeypatch.setattr(asking, "run", counted)
    answer = brought(models, "softmax.joblib", version).answer
    assert answer is not None
    rows = np.random.default_rng().normal(size=(3, 4))
    first, again = answer(rows), answer(rows)
    assert len(asked) == 1
    assert (first.labels == again.labels).all()
    assert (first.probabilities == again.probabilities).all()
    answer(rows + 1)
    assert len(asked) == 2


def test_the_dump_itself_is_the_model(models: Path, version: str) -> None:
    model = brought(models, "softmax.joblib", version)
    assert model.files == {"softmax.joblib": models / "softmax.joblib"}
    assert (model.form, model.versions) == (Form.SKLEARN, {"scikit-learn": version})
    assert model.lineage["scikit-learn"] == version
    assert ("sagemaker sklearn-1.9-0" in model.lineage["works_on"]) is (version == "1.9.0")
    assert ("vertex sklearn-1.6" in model.lineage["works_on"]) is (version == "1.6.1")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("no-tree", "a DecisionTreeClassifier is no logistic regression"),
        ("no-scaler", "only StandardScaler may come before"),
    ],
)
def test_what_has_no_canonical_form(models: Path, version: str, name: str, what: str) -> None:
    with pytest.raises(ModelError, match=what) as caught:
        brought(models, f"{name}.joblib", version, reemit=True)
    assert caught.value.who == str(models / f"{name}.joblib")
    assert caught.value.remedy


def test_a_tree_can_be_asked(models: Path, version: str) -> None:
    model = brought(models, "no-tree.joblib", version)
    assert model.answer is not None
    assert model.rows is not None
    said = model.answer(model.rows)
    assert (said.classes, said.probabilities.shape) == (("a", "b", "c"), (90, 3))


def test_what_says_no_probabilities_cannot(models: Path, version: str) -> None:
    model = brought(models, "no-ridge.joblib", version)
    assert model.answer is not None
    with pytest.raises(ModelError, match="a RidgeClassifier says no probabilities"):
        model.answer(np.zeros((2, 4)))


def test_skops_needs_nobodys_trust(models: Path, version: str) -> None:
    dump = models / "softmax.skops"
    if not dump.exists():
        pytest.skip("the lock of this version has no skops")
    model = bring(Weights(dump, versions={"scikit-learn": version}, reemit=True))
    assert model.form is Form.CANONICAL
    assert model.answer is not None
    same = brought(models, "softmax.joblib", version, reemit=True)
    assert model.files == same.files
    assert model.answer(np.zeros((1, 4))).classes == ("a", "b", "c")


def test_another_version_than_is_said_is_found_out(tmp_path: Path) -> None:
    written("1.6.1", tmp_path, tmp_path / "trace")
    model = brought(tmp_path, "softmax.joblib", "1.9.0")
    assert model.answer is not None
    with pytest.raises(ModelError, match=r"scikit-learn 1\.6\.1 wrote it, not 1\.9\.0"):
        model.answer(np.zeros((1, 4)))


def test_a_hostile_dump_is_loaded_only_when_it_is_asked_and_only_elsewhere(
    tmp_path: Path, trace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where somebody vouches for it: the process that asks it is not ours, and has nothing of our
    environment."""
    written("1.6.1", tmp_path, trace)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hunter2")
    model = brought(tmp_path, "hostile.pkl", "1.6.1")
    assert model.answer is not None
    assert not trace.exists()
    with pytest.raises(ModelError, match="no classifier"):
        model.answer(np.zeros((1, 4)))
    assert trace.exists()


def test_p8_a_version_of_which_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "a.pkl").write_bytes(b"\x80\x04N.")
    with pytest.raises(ModelError, match="scikit-learn 7") as caught:
        brought_version(tmp_path / "a.pkl", "7.0.0")
    assert "1.6.1" in caught.value.remedy


def brought_version(path: Path, version: str) -> Model:
    return bring(Weights(path, unsafe=True, versions={"scikit-learn": version}))


def test_of_a_patch_that_is_not_known_the_same_minor_version_is_asked() -> None:
    assert writer("1.6.0").version == "1.6.1"
    assert writer("1.2.1").version == "1.2.1"
