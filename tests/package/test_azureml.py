"""P4: MLflow loads the folder as it loads its own, and the entry script answers."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from mcdeploy.bundled.classifier import Classifier
from mcdeploy.bundled.strategy import Strategy
from mcdeploy.catalog.runtime import Runtime, runtime, runtimes
from mcdeploy.domain import Content, Form, Kind, Model, Packaging
from mcdeploy.environments import environment, run
from mcdeploy.errors import ModelError
from mcdeploy.package import conda, emission
from mcdeploy.package.core import Core
from mcdeploy.package.layouts import azureml
from tests.package.models import STRATEGIES, classifier, core, rows

PROGRAMS = Path(__file__).parent / "programs"


def chosen(name: str) -> Runtime:
    found = runtime(Packaging(Kind.AZUREML, name))
    assert found is not None
    return found


MLFLOW, SCRIPT = chosen("mlflow-sklearn-1.6"), chosen("script-sklearn-1.6")


def python(of: Runtime) -> Path:
    return environment(of.locks, of.python, told=of.name)


def written(folder: Mapping[str, Content], into: Path) -> Path:
    for path, content in folder.items():
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            (into / path).write_bytes(content)
        else:
            shutil.copyfile(content, into / path)
    return into


def same(said: Mapping[str, Any], model: Classifier) -> bool:
    asked = rows(model)
    difference = np.abs(np.array(said["probabilities"]) - model.predict_proba(asked)).max()
    labels = [model.classes[index] for index in model.predict(asked)]
    return bool(difference <= 1e-12) and said["labels"] == labels


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_p4_mlflow_loads_it_in_both_ways(strategy: Strategy, tmp_path: Path) -> None:
    model = classifier(strategy)
    folder = written(azureml.lay_out(core(model), MLFLOW), tmp_path)
    request = {"folder": str(folder), "rows": rows(model).tolist()}
    said = run(python(MLFLOW), PROGRAMS / "ask_mlflow.py", request)
    assert same(said, model)
    tensor = {"dtype": "float64", "shape": [-1, 4]}
    assert said["inputs"] == [{"type": "tensor", "tensor-spec": tensor}]
    assert said["outputs"] == [{"type": "tensor", "tensor-spec": {"dtype": "str", "shape": [-1]}}]
    assert said["requires"] == str(folder / "requirements.txt")
    assert said["example"] == [model.mean.tolist()]
    assert said["refused"] is True


def test_the_folder_runs_no_code_when_it_is_loaded() -> None:
    folder = azureml.lay_out(core(classifier(Strategy.ONE_VS_REST)), MLFLOW)
    assert sorted(folder) == [
        "MLmodel",
        "README.md",
        "conda.yaml",
        "evaluation/report.html",
        "evaluation/report.json",
        "input_example.json",
        "model.skops",
        "python_env.yaml",
        "requirements.txt",
        "serving_input_example.json",
    ]


def document(model: Core, of: Runtime = MLFLOW) -> dict[str, Any]:
    data = azureml.lay_out(model, of)["MLmodel"]
    assert isinstance(data, bytes)
    return dict(yaml.safe_load(data))


def test_what_mlflow_makes_up_is_fixed_or_derived_from_the_content() -> None:
    one, other = (core(classifier(strategy)) for strategy in STRATEGIES)
    assert azureml.lay_out(one, MLFLOW) == azureml.lay_out(one, MLFLOW)
    assert document(one)["utc_time_created"] == "1980-01-01 00:00:00.000000"
    assert document(one)["model_uuid"] != document(other)["model_uuid"]


@pytest.mark.parametrize("of", runtimes(Kind.AZUREML), ids=lambda of: of.name)
def test_the_environment_is_the_one_that_parity_asks(of: Runtime) -> None:
    locked = conda.files(of, ["scikit-learn", "numpy"])
    made = yaml.safe_load(locked["conda.yaml"])
    assert of.python == f"={made['dependencies'][0].removeprefix('python')}.*"
    assert yaml.safe_load(locked["python_env.yaml"])["python"] == conda.python_version(of)
    assert f"scikit-learn=={of.version}" in made["dependencies"][2]["pip"]
    assert all("==" in line for line in locked["requirements.txt"].decode().splitlines())


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_p4_the_entry_script_answers(strategy: Strategy, tmp_path: Path) -> None:
    model = classifier(strategy)
    folder = written(azureml.lay_out(core(model), SCRIPT), tmp_path / "registered" / "1")
    script = shutil.copy(folder / "score.py", tmp_path / "elsewhere.py")
    request = {"models": str(tmp_path), "script": str(script), "rows": rows(model).tolist()}
    said = run(python(SCRIPT), PROGRAMS / "ask_score.py", request)
    assert said["classes"] == list(model.classes)
    assert same(said, model)


def test_the_script_comes_with_its_environment() -> None:
    folder = azureml.lay_out(core(classifier(Strategy.SOFTMAX)), SCRIPT)
    names = ["conda.yaml", "evaluation/report.html", "evaluation/report.json"]
    assert sorted(folder) == ["README.md", *names, "model.joblib", "score.py"]
    conda_yaml = folder["conda.yaml"]
    assert isinstance(conda_yaml, bytes)
    (packages,) = (part["pip"] for part in yaml.safe_load(conda_yaml)["dependencies"][2:])
    assert [name.partition("==")[0] for name in packages] == list(azureml.PACKAGES)


def test_an_mlflow_folder_of_ones_own_stays_as_it_is() -> None:
    files: dict[str, Content] = {"MLmodel": b"flavors: {}", "model.pkl": b"..."}
    own = Core("demo", Model(files, {}, form=Form.MLFLOW), {"README.md": b"card"})
    assert azureml.lay_out(own, MLFLOW) == {**files, "README.md": b"card"}


def test_a_pickle_of_ones_own_is_named_as_one() -> None:
    model = Model({"m.pkl": b"..."}, {}, form=Form.SKLEARN, rows=np.zeros((2, 3)))
    described = document(Core("demo", model))
    assert described["flavors"]["sklearn"]["serialization_format"] == "pickle"
    assert json.loads(described["signature"]["inputs"])[0]["tensor-spec"]["shape"] == [-1, 3]
    assert "saved_input_example_info" not in described


def test_p8_a_joblib_dump_is_no_pickle() -> None:
    model = Model({"m.joblib": b"..."}, {}, form=Form.SKLEARN)
    with pytest.raises(ModelError, match=r"\.pkl or \.pickle") as caught:
        azureml.lay_out(Core("demo", model), MLFLOW)
    assert caught.value.remedy


def test_of_a_skops_file_of_ones_own_the_types_to_trust_are_told() -> None:
    bundled = core(classifier(Strategy.ONE_VS_REST)).model
    content = emission.skops_(bundled, MLFLOW)
    own = Model({"mine.skops": content}, {}, form=Form.SKLEARN)
    described = document(Core("demo", own))["flavors"]["sklearn"]
    assert described["serialization_format"] == "skops"
    assert described["skops_trusted_types"] == list(emission.TRUSTED_TYPES)
