"""P4: the bundled model, written by a runtime's own scikit-learn, answers there as it should."""

import dataclasses
import json
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from mcdeploy.bundled.classifier import Classifier
from mcdeploy.bundled.strategy import BOTH, Strategy
from mcdeploy.catalog.runtime import Runtime, runtime
from mcdeploy.domain import Content, Form, Kind, Model, Packaging
from mcdeploy.environments import environment, run
from mcdeploy.environments.program import HOST
from mcdeploy.errors import EnvironmentMissing, ModelError
from mcdeploy.package import emission
from mcdeploy.package.written_skops import canonical
from tests.package.models import classifier, core

ASK = Path(__file__).parent / "programs" / "ask_estimator.py"
Floats = NDArray[np.float64]
FORMS: Mapping[str, Callable[[Model, Runtime], Content]] = {
    "joblib": emission.joblib_,
    "skops": emission.skops_,
}


def known(kind: Kind, name: str) -> Runtime:
    found = runtime(Packaging(kind, name))
    assert found is not None
    return found


OLD, MIDDLE, NEW = (
    known(Kind.SAGEMAKER, "sklearn-1.2-1"),
    known(Kind.VERTEX, "sklearn-1.6"),
    known(Kind.SAGEMAKER, "sklearn-1.9-0"),
)


def opposites() -> Classifier:
    """Two classes as the bundled one-vs-rest has them: of each the other's number, negated."""
    model = classifier(Strategy.ONE_VS_REST, 2)
    return dataclasses.replace(
        model,
        coefficients=np.vstack([-model.coefficients[1:], model.coefficients[1:]]),
        intercepts=np.array([-1.0, 1.0]) * model.intercepts[1],
    )


MODELS = {
    "opposites": opposites(),
    **{f"{way}-{count}": classifier(way, count) for way in BOTH for count in (2, 3, 11)},
}


@pytest.mark.parametrize("version", [OLD, NEW], ids=lambda version: version.name)
@pytest.mark.parametrize("form", FORMS)
def test_p4_every_runtime_answers_as_the_canonical_form(
    version: Runtime, form: str, tmp_path: Path
) -> None:
    said = asked(version, form, tmp_path)
    for name, model in MODELS.items():
        rows = hard_rows(model)
        found, expected = np.array(said[name]["probabilities"]), model.predict_proba(rows)
        assert said[name]["classes"] == list(model.classes)
        assert np.isfinite(found).all()
        assert np.abs(found - expected).max() <= 1e-12
        assert said[name]["labels"] == [model.classes[index] for index in model.predict(rows)]


def asked(version: Runtime, form: str, folder: Path) -> Mapping[str, Any]:
    request = {}
    for name, model in MODELS.items():
        content = FORMS[form](core(model).model, version)
        assert isinstance(content, bytes)
        file = folder / f"{name}.{form}"
        file.write_bytes(content)
        request[name] = {"file": str(file), "rows": hard_rows(model).tolist()}
    return run(environment(version.locks, version.python, told=version.name), ASK, request)


def hard_rows(model: Classifier) -> Floats:
    rows = core(model).model.rows
    assert rows is not None
    return rows


@pytest.mark.parametrize("form", FORMS)
def test_the_bytes_are_the_same_from_another_python_and_another_seed(
    form: str, tmp_path: Path
) -> None:
    document = core(MODELS["one-vs-rest-3"]).model.files["model.json"]
    assert isinstance(document, bytes)
    (tmp_path / "model.json").write_bytes(document)
    made = []
    for python, seed in (("==3.11.*", "1"), ("==3.12.*", "2")):
        try:
            interpreter = environment(MIDDLE.locks, python, told="another Python")
        except EnvironmentMissing as missing:
            pytest.skip(str(missing))
        file = tmp_path / f"{seed}.{form}"
        emit(interpreter, {"model": str(tmp_path / "model.json"), form: str(file)}, seed)
        made.append(file.read_bytes())
    if form == "skops":
        assert made[0] != made[1]  # by itself
        made = list(map(canonical, made))
    assert made[0] == made[1]


def emit(python: Path, request: Mapping[str, str], seed: str) -> None:
    answer = Path(request["model"]).with_name(f"answer-{seed}")
    subprocess.run(
        [python, HOST, emission.PROGRAM, answer],
        input=json.dumps(request),
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"], "PYTHONHASHSEED": seed},
    )
    assert json.loads(answer.read_text()) == {"answer": {}}


@pytest.mark.parametrize("form", FORMS)
def test_a_dump_of_ones_own_stays_as_it_is(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"mine.{form}"
    files: dict[str, Content] = {file.name: file, "README.md": b""}
    assert FORMS[form](Model(files, {}, form=Form.SKLEARN), NEW) is file


@pytest.mark.parametrize(
    ("form", "names", "what"),
    [
        (Form.ONNX, ["model.onnx"], "this one is onnx"),
        (Form.SKLEARN, ["model.skops"], "the model has none"),
        (Form.SKLEARN, ["a.joblib", "b.pkl"], "the model has a.joblib, b.pkl"),
    ],
)
def test_p8_what_is_no_single_dump_is_refused(form: Form, names: list[str], what: str) -> None:
    with pytest.raises(ModelError, match=what) as caught:
        emission.joblib_(Model(dict.fromkeys(names, b""), {}, form=form), NEW)
    assert caught.value.who == "sagemaker sklearn-1.9-0"
    assert caught.value.remedy


def test_p8_a_runtime_that_cannot_be_installed_is_named() -> None:
    gone = dataclasses.replace(OLD, name="sklearn-0.1", version="0.1", locks=())
    with pytest.raises(EnvironmentMissing, match="cannot be installed here") as caught:
        emission.joblib_(core(MODELS["softmax-3"]).model, gone)
    assert caught.value.remedy
