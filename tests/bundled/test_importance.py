"""What matters is found to matter, by its coefficients and by shuffling it."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sklearn.inspection import permutation_importance
from sklearn.metrics import get_scorer

from mcdeploy.bundled import importance as room
from mcdeploy.bundled.builtin import load
from mcdeploy.bundled.classifier import Classifier
from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.extraction import extract
from mcdeploy.bundled.importance import foremost, importance
from mcdeploy.bundled.pipeline import fit
from mcdeploy.bundled.split import split
from mcdeploy.bundled.strategy import BOTH, Strategy
from mcdeploy.domain import Model


def _plain(value: object) -> Any:
    return json.loads(json.dumps(value, allow_nan=False))


@pytest.mark.parametrize("strategy", BOTH)
@pytest.mark.parametrize("name", ["iris", "breast-cancer"])
def test_permutation_is_scikit_learns_on_the_fitted_pipeline(name: str, strategy: Strategy) -> None:
    parts = split(load(name), 7)
    pipeline = fit(parts.train, strategy, 1.0)
    trial = extract(pipeline, strategy, parts.train)
    found = _plain(importance(trial, trial, parts.validation, 3))
    held_out = parts.validation
    theirs = permutation_importance(
        pipeline,
        held_out.rows,
        held_out.labels,
        scoring=get_scorer("neg_log_loss"),
        n_repeats=10,
        random_state=3,
    )
    names = list(held_out.features)
    for each in found["permutation"]:
        place = names.index(each["feature"])
        assert each["mean"] == pytest.approx(theirs.importances_mean[place], rel=1e-4, abs=1e-9)
        assert each["spread"] == pytest.approx(theirs.importances_std[place], rel=1e-4, abs=1e-9)
    means = [each["mean"] for each in found["permutation"]]
    assert means == sorted(theirs.importances_mean, reverse=True)[:20] or means == pytest.approx(
        sorted(theirs.importances_mean, reverse=True)[:20], rel=1e-4, abs=1e-9
    )
    assert found["left_out"] == max(0, len(names) - 20)


def test_features_that_are_not_looked_into_still_have_their_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts = split(load("breast-cancer"), 7)
    trial = extract(fit(parts.train, Strategy.SOFTMAX, 1.0), Strategy.SOFTMAX, parts.train)
    every = _plain(importance(trial, trial, parts.validation, 3))["permutation"]
    monkeypatch.setattr(room, "FEATURES", 3)
    few = _plain(importance(trial, trial, parts.validation, 3))["permutation"]
    expected = {each["feature"]: each["mean"] for each in every}
    assert len(few) == 3
    for each in few:
        assert each["mean"] == pytest.approx(expected[each["feature"]], rel=1e-5)


def _one_that_matters(features: int) -> tuple[Classifier, Dataset]:
    """Of many features the last but one decides, and a few others have a say."""
    names = tuple(f"f{place}" for place in range(features))
    slopes = np.zeros((2, features))
    slopes[1, features - 2], slopes[1, 1] = 5.0, -1.0
    random = np.random.default_rng(1)
    rows = random.normal(size=(60, features))
    model = Classifier(
        Strategy.SOFTMAX,
        ("a", "b"),
        names,
        np.zeros(features),
        np.ones(features),
        slopes,
        np.zeros(2),
    )
    return model, Dataset("many", names, ("a", "b"), rows, model.predict(rows))


def test_of_very_many_features_the_foremost_are_looked_into(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model, data = _one_that_matters(300)
    found = _plain(importance(model, model, data, 7))
    assert [each["feature"] for each in found["permutation"][:2]] == ["f298", "f1"]
    assert found["permutation"][0]["mean"] > found["permutation"][1]["mean"] > 0
    assert (found["left_out"], found["coefficients_left_out"]) == (280, 200)
    assert [each["feature"] for each in found["coefficients"][:2]] == ["f298", "f1"]
    assert len(found["coefficients"]) == 100
    assert {1, 298} <= set(foremost(model).tolist())
    monkeypatch.setattr(room, "FEATURES", 300)
    assert _plain(importance(model, model, data, 7))["permutation"][0]["feature"] == "f298"


def test_features_without_a_say_have_no_importance() -> None:
    model, data = _one_that_matters(10)
    found = {
        each["feature"]: each for each in _plain(importance(model, model, data, 7))["permutation"]
    }
    assert found["f5"] == {"feature": "f5", "mean": 0.0, "spread": 0.0}


def test_coefficients_stand_for_each_class_where_they_fit() -> None:
    model, data = _one_that_matters(40)
    told = _plain(importance(model, model, data, 7))["coefficients"]
    assert told[0] == {"feature": "f38", "mean_abs": 2.5, "by_class": {"a": 0.0, "b": 5.0}}
    assert [bool(each["by_class"]) for each in told] == [True] * 30 + [False] * 10
    many = replace(
        model,
        classes=tuple(f"c{index}" for index in range(200)),
        coefficients=np.tile(model.coefficients, (100, 1)),
        intercepts=np.zeros(200),
    )
    told = _plain(importance(many, many, replace(data, classes=many.classes), 7))["coefficients"]
    assert [bool(each["by_class"]) for each in told] == [True] * 3 + [False] * 37


def test_the_story_shows_the_coefficients_that_are_shipped(trained: Callable[..., Model]) -> None:
    model = trained("breast-cancer", "auto", 7)
    assert model.lineage["temperature"]
    document = model.files["model.json"]
    assert isinstance(document, bytes)
    shipped = json.loads(document)
    for each in _plain(model.story["importance"])["coefficients"]:
        place = shipped["features"].index(each["feature"])
        assert list(each["by_class"].values()) == pytest.approx(
            [row[place] for row in shipped["coefficients"]], rel=1e-5
        )
