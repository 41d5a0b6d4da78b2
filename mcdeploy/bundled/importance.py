"""Which features matter, asked in two ways: of the model, and of its answers."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sklearn.inspection import permutation_importance

from mcdeploy.bundled.classifier import Classifier, Floats, log_probabilities
from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.losses import row_losses
from mcdeploy.bundled.pipeline import pipeline
from mcdeploy.bundled.significant import rounded

FEATURES = 100
"""So many are looked into: those with the largest coefficients."""
REPEATS = 10
ROWS = 10_000
TOP = 20
IN_FULL = 30  # features whose coefficients stand for each class
NUMBERS = 600  # of such coefficients at most

Places = NDArray[np.intp]


def weights(model: Classifier) -> Floats:
    """For each feature the mean over the classes of |coefficient| on the standardised feature."""
    return np.asarray(np.abs(model.coefficients).mean(axis=0), dtype=np.float64)


def foremost(model: Classifier) -> Places:
    """The places of the features with the largest coefficients, at most 100, in the order of the
    model."""
    return np.sort(np.argsort(-weights(model), kind="stable")[:FEATURES])


def importance(
    final: Classifier, trial: Classifier, held_out: Dataset, seed: int
) -> dict[str, object]:
    """The coefficients of the final model; and by how much the log loss of the trial model rises
    on rows that it was not fitted to, when the values of one feature are shuffled among them."""
    rows = held_out.take(np.arange(min(ROWS, len(held_out.labels))))
    listed = _permutation(trial, rows, foremost(final), seed)
    return {
        "why": _sentence(len(rows.labels)),
        "permutation": listed[:TOP],
        "left_out": len(final.features) - len(listed[:TOP]),
        "coefficients": _coefficients(final),
        "coefficients_left_out": max(0, len(final.features) - FEATURES),
    }


def _sentence(rows: int) -> str:
    return (
        "A coefficient tells by how much the score of a class rises with one standard deviation of "
        f"the feature. Permutation tells by how much the log loss on {rows} validation rows rises "
        f"when the feature's values are shuffled among them: the mean of {REPEATS} times, and its "
        "standard deviation. Features that say the same share their importance."
    )


def _permutation(
    model: Classifier, data: Dataset, places: Places, seed: int
) -> list[dict[str, object]]:
    """The most important first. What the features that stay as they are add to the scores is
    computed once."""
    narrow = replace(
        model,
        features=tuple(model.features[place] for place in places),
        mean=model.mean[places],
        scale=model.scale[places],
        coefficients=model.coefficients[:, places],
    )
    others = model.scores(data.rows) - narrow.scores(data.rows[:, places])

    def score(_: object, rows: Floats, labels: NDArray[np.int64]) -> float:
        said = log_probabilities(model.strategy, narrow.scores(rows) + others)
        return -float(row_losses(said, labels).mean())

    found = permutation_importance(
        pipeline(model.strategy, 1.0),  # it is asked nothing: the score is of the model itself
        data.rows[:, places],
        data.labels,
        scoring=score,
        n_repeats=REPEATS,
        random_state=seed,
    )
    means, spreads = found.importances_mean, found.importances_std
    return [
        {
            "feature": narrow.features[each],
            "mean": rounded(means[each]),
            "spread": rounded(spreads[each]),
        }
        for each in np.argsort(-means, kind="stable")
    ]


def _coefficients(model: Classifier) -> list[dict[str, object]]:
    """The largest first; as many in full as fit."""
    order = np.argsort(-weights(model), kind="stable")[:FEATURES]
    in_full = min(IN_FULL, NUMBERS // len(model.classes))
    return [
        {
            "feature": model.features[place],
            "mean_abs": rounded(weights(model)[place]),
            "by_class": _by_class(model, int(place)) if rank < in_full else {},
        }
        for rank, place in enumerate(order)
    ]


def _by_class(model: Classifier, place: int) -> dict[str, float]:
    column = map(rounded, model.coefficients[:, place].tolist())
    return dict(zip(model.classes, column, strict=True))
