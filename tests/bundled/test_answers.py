"""What another model says about the same test rows; and the same from the other strategy."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mcdeploy.bundled import Strategy, answers, train, training
from mcdeploy.bundled.builtin import load
from mcdeploy.bundled.losses import measures
from mcdeploy.bundled.search import Candidate, choose, of
from mcdeploy.bundled.split import split
from mcdeploy.domain import CsvData, Model
from mcdeploy.errors import ModelError, UsageError

Train = Callable[..., Model]


def _document(model: Model) -> bytes:
    document = model.files["model.json"]
    assert isinstance(document, bytes)
    return document


def test_a_model_asked_again_gives_the_answers_it_gave(trained: Train) -> None:
    model = trained("wine", "auto", 7)
    found = answers(_document(model), "wine", 7)
    assert model.predictions is not None
    assert found.probabilities.tobytes() == model.predictions.probabilities.tobytes()
    assert found.rows_sha256 == model.predictions.rows_sha256 == model.lineage["test_sha256"]
    assert found.classes == model.predictions.classes


def test_the_rival_is_the_model_that_the_other_strategy_gives(trained: Train) -> None:
    """Given or chosen, the other way is searched, fitted and calibrated like the one taken."""
    softmax, rest = trained("iris", "softmax", 7), trained("iris", "one-vs-rest", 7)
    assert set(softmax.rivals) == {"one-vs-rest"}
    assert set(rest.rivals) == {"softmax"}
    for model, other, name in ((softmax, rest, "one-vs-rest"), (rest, softmax, "softmax")):
        rival, ours = model.rivals[name], other.predictions
        assert ours is not None
        assert np.array_equal(rival.probabilities, ours.probabilities)
        assert np.array_equal(rival.labels, ours.labels)
        assert rival.rows_sha256 == ours.rows_sha256


def test_a_strategy_that_is_chosen_is_fitted_with_the_c_that_is_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Among all candidates another C may tie with the best than among those of one strategy."""
    candidates = (
        Candidate(Strategy.SOFTMAX, 0.1, (0.33, 0.35)),
        Candidate(Strategy.SOFTMAX, 1.0, (0.26, 0.36)),
        Candidate(Strategy.ONE_VS_REST, 1.0, (0.29, 0.31)),
    )
    monkeypatch.setattr(training, "search", lambda *_: candidates)
    assert choose(candidates) is candidates[1]
    assert choose(of(Strategy.SOFTMAX, candidates)) is candidates[0]
    model = train("iris", "auto", 7)
    assert (model.lineage["strategy"], model.lineage["C"]) == ("softmax", "1.0")


def test_validation_is_said_by_a_model_that_was_not_fitted_to_it(trained: Train) -> None:
    model = trained("wine", "auto", 7)
    held_out = split(load("wine"), 7).validation
    told: Any = model.story["choice"]
    assert model.validation is not None
    assert model.predictions is not None
    assert model.validation.rows_sha256 == held_out.digest() != model.predictions.rows_sha256
    assert np.array_equal(model.validation.labels, held_out.labels)
    assert "temperature" not in model.lineage  # else the loss of the choice is without it
    assert measures(model.validation)["log_loss"] == told["validation_log_loss"]
    seen = answers(_document(model), "wine", 7)
    assert model.validation.probabilities.shape == seen.probabilities.shape


def test_the_validation_has_the_temperature_that_is_shipped(trained: Train) -> None:
    model = trained("breast-cancer", "auto", 7)
    told: Any = model.story["choice"]
    assert model.lineage["temperature"]
    assert model.validation is not None
    assert measures(model.validation)["log_loss"] < told["validation_log_loss"]


CSV = "x,y,kind\n" + "".join(f"{i % 7},{i % 5},{'ab'[i % 2]}\n" for i in range(60))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            CSV.replace("x,y", "x,z"),
            r"features are not .*: it alone has 'y'; the data alone has 'z'",
        ),
        (CSV.replace("x,y", "y,x"), "features are not those of this data: their order differs"),
        (CSV.replace("b\n", "c\n"), "classes are not .*: it alone has 'b'; the data alone has 'c'"),
        (CSV + "1,2,c\n" * 12, "classes are not those of this data: the data alone has 'c'$"),
    ],
)
def test_a_model_of_other_features_or_classes_is_refused(
    text: str, expected: str, write: Callable[[str], Path], trained: Train
) -> None:
    document = _document(trained(CsvData(write(CSV), "kind"), "softmax", 7))
    source = CsvData(write(text), "kind")
    with pytest.raises(ModelError) as caught:
        answers(document, source, 7)
    assert caught.value.who == "data.csv"
    assert "the other model" in caught.value.what
    assert caught.value.remedy
    assert re.search(expected, caught.value.what)


def test_many_differences_are_counted() -> None:
    names = [f"f{index}" for index in range(6)]
    document = {
        "format": "mcdeploy/logistic-regression",
        "version": 1,
        "strategy": "softmax",
        "classes": ["a", "b"],
        "features": names,
        "mean": [0.0] * 6,
        "scale": [1.0] * 6,
        "coefficients": [[0.0] * 6] * 2,
        "intercepts": [0.0, 0.0],
    }
    with pytest.raises(ModelError, match="it alone has 'f0', 'f1', 'f2' and 3 more; the data"):
        answers(json.dumps(document).encode(), "iris", 7)


def test_what_is_no_model_and_no_seed_is_refused(trained: Train) -> None:
    with pytest.raises(ModelError, match="not a mcdeploy/logistic-regression document"):
        answers(b"{}", "iris", 7)
    with pytest.raises(UsageError, match="out of range"):
        answers(_document(trained("iris", "auto", 7)), "iris", -1)
