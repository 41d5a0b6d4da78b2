"""From data to model: good enough, explained, and the same every time."""

import csv
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sklearn import datasets
from sklearn.metrics import f1_score

from mcdeploy.bundled import Strategy, canonical, train
from mcdeploy.bundled.builtin import load
from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.split import split
from mcdeploy.domain import CsvData, Model
from mcdeploy.errors import ModelError, UsageError

Train = Callable[..., Model]

PROGRAM = """
import hashlib, json
from mcdeploy.bundled import train
model = train("digits", "auto", 7)
print(hashlib.sha256(model.files["model.json"]).hexdigest())
for said in (model.predictions, model.validation, *model.rivals.values()):
    print(hashlib.sha256(said.probabilities.tobytes()).hexdigest(), said.rows_sha256)
print(json.dumps([dict(model.lineage), model.story]))
"""


@pytest.mark.parametrize(
    ("name", "least"), [("digits", 0.95), ("wine", 0.93), ("iris", 0.93), ("breast-cancer", 0.93)]
)
def test_the_model_is_good_on_rows_it_has_not_seen(name: str, least: float, trained: Train) -> None:
    predictions = trained(name, "auto", 7).predictions
    assert predictions is not None
    said = predictions.probabilities.argmax(axis=1)
    assert f1_score(predictions.labels, said, average="macro") >= least


def _run(threads: str) -> "subprocess.Popen[str]":
    limits = {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
    environment = {**os.environ, **limits, "PYTHONHASHSEED": threads}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_with_other_numbers_of_threads_make_the_same_bytes() -> None:
    first, second = [run.communicate(timeout=120)[0] for run in [_run("1"), _run("2")]]
    assert len(first.splitlines()) == 5
    assert first == second


def test_another_seed_makes_another_model(trained: Train) -> None:
    assert trained("iris", "auto", 7).files != trained("iris", "auto", 8).files


def test_the_story_tells_rows_split_search_and_choice(trained: Train) -> None:
    story = json.loads(json.dumps(trained("wine", "auto", 7).story))
    assert story["data"]["rows"] == 178
    assert story["data"]["features"] == 13
    assert [each["rows"] for each in story["data"]["classes"]] == [59, 71, 48]
    parts = ("train", "validation", "test")
    assert sum(story["split"][part] for part in parts) == 178
    for index, rows in enumerate([59, 71, 48]):
        assert sum(story["split"]["classes"][index][part] for part in parts) == rows
    searched = {(each["strategy"], each["C"]) for each in story["search"]["candidates"]}
    assert {strategy for strategy, _ in searched} == {"softmax", "one-vs-rest"}
    assert (story["choice"]["strategy"], story["choice"]["C"]) in searched
    assert "log loss" in story["choice"]["why"]


@pytest.mark.parametrize("strategy", [Strategy.SOFTMAX, "one-vs-rest"])
def test_a_given_strategy_is_kept(strategy: str, trained: Train) -> None:
    model = trained("iris", strategy, 7)
    assert model.lineage["strategy"] == strategy
    document = model.files["model.json"]
    assert isinstance(document, bytes)
    assert json.loads(document)["strategy"] == strategy


def test_the_lineage_knows_data_seed_choice_and_libraries_but_no_time_or_host(
    trained: Train,
) -> None:
    lineage = trained("iris", "auto", 7).lineage
    assert set(lineage) == {
        "data",
        "data_sha256",
        "test_sha256",
        "seed",
        "strategy",
        "C",
        "python",
        "numpy",
        "scipy",
        "scikit-learn",
    }
    assert lineage["numpy"] == np.__version__


def test_the_same_rows_from_a_file_make_the_same_model(tmp_path: Path, trained: Train) -> None:
    loaded = datasets.load_wine()
    path = tmp_path / "wine.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([*loaded.feature_names, "kind"])
        names = [str(loaded.target_names[target]) for target in loaded.target]
        writer.writerows([*row, name] for row, name in zip(loaded.data, names, strict=True))
    mine, theirs = train(CsvData(path, "kind"), "auto", 7), trained("wine", "auto", 7)
    assert mine.files == theirs.files
    assert mine.lineage["data_sha256"] == theirs.lineage["data_sha256"]


def test_what_is_evaluated_is_what_is_shipped(trained: Train) -> None:
    model = trained("iris", "auto", 7)
    document = model.files["model.json"]
    assert isinstance(document, bytes)
    assert model.predictions is not None
    shipped, parts = canonical.load(document), split(load("iris"), 7)
    assert np.array_equal(shipped.predict_proba(parts.test.rows), model.predictions.probabilities)
    assert np.array_equal(shipped.mean, parts.development.rows.mean(axis=0))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("digit", "auto", 7), "'digits'"),
        (("iris", "softmacks", 7), "'softmax'"),
        (("iris", "auto", -1), "out of range"),
    ],
)
def test_a_name_that_there_is_not_is_answered_with_the_nearest(
    arguments: tuple[str, str, int], expected: str
) -> None:
    with pytest.raises(UsageError, match=expected):
        train(*arguments)


def test_a_fit_that_does_not_converge_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcdeploy.bundled.pipeline.ITERATIONS", 2)
    with pytest.raises(ModelError, match="has not converged in 2 steps"):
        train("iris", "softmax", 7)


def test_importing_the_room_imports_neither_numpy_nor_scikit_learn() -> None:
    program = (
        "import sys, mcdeploy.bundled, mcdeploy.evaluation, mcdeploy.evaluation.report;"
        "sys.exit(bool({'numpy', 'sklearn'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)


def test_the_digest_of_the_data_is_of_names_rows_and_labels() -> None:
    rows, labels = np.array([[1.0], [2.0]]), np.array([0, 1])
    data = Dataset("any", ("a",), ("x", "y"), rows, labels)
    expected = hashlib.sha256(b'[["a"],["x","y"],[2,1]]')
    expected.update(rows.astype("<f8").tobytes() + labels.astype("<i8").tobytes())
    assert data.digest() == expected.hexdigest()


def test_the_story_is_told_in_the_order_in_which_it_was_done(trained: Train) -> None:
    story = trained("digits", "auto", 7).story
    assert list(story) == [
        "data",
        "features",
        "correlations",
        "split",
        "leakage",
        "search",
        "choice",
        "importance",
        "calibration",
    ]
    assert len(json.dumps(story, allow_nan=False)) < 60_000
