"""How the model came to be, and why so: for the report."""

from collections.abc import Mapping, Sequence

from mcdeploy.bundled.choice import why
from mcdeploy.bundled.correlation import correlations
from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.fitted import Fitted, predictions
from mcdeploy.bundled.importance import foremost, importance
from mcdeploy.bundled.leakage import leakage
from mcdeploy.bundled.losses import measures
from mcdeploy.bundled.profile import features, overview
from mcdeploy.bundled.search import Candidate
from mcdeploy.bundled.split import FOLDS, Split
from mcdeploy.bundled.strategy import Strategy


def story(
    data: Dataset,
    parts: Split,
    asked: Strategy,
    candidates: Sequence[Candidate],
    chosen: Fitted,
    seed: int,
) -> dict[str, object]:
    """A JSON-able document of what was done, in the order in which it was done."""
    shown = foremost(chosen.final).tolist()
    return {
        "data": overview(data, len(shown)),
        "features": features(data, shown),
        "correlations": correlations(data),
        "split": _split(parts),
        "leakage": leakage(parts),
        "search": _search(candidates),
        "choice": _choice(asked, candidates, chosen, parts.validation),
        "importance": importance(chosen.shipped, chosen.trial, parts.validation, seed),
        "calibration": _calibration(chosen, parts.test),
    }


def _split(parts: Split) -> dict[str, object]:
    every = {"train": parts.train, "validation": parts.validation, "test": parts.test}
    return {
        **{name: len(part.labels) for name, part in every.items()},
        "classes": [
            {"label": label, **{name: part.counts()[index] for name, part in every.items()}}
            for index, label in enumerate(parts.test.classes)
        ],
    }


def _search(candidates: Sequence[Candidate]) -> dict[str, object]:
    return {
        "metric": "log_loss",
        "folds": FOLDS,
        "candidates": [
            {
                "strategy": str(candidate.strategy),
                "C": candidate.c,
                "mean": candidate.mean,
                "spread": candidate.spread,
            }
            for candidate in candidates
        ],
    }


def _choice(
    asked: Strategy, candidates: Sequence[Candidate], chosen: Fitted, held_out: Dataset
) -> dict[str, object]:
    """The loss confirms the choice: of the model fitted to the training part alone, without a
    temperature, which is fitted to the very rows that the loss is of."""
    return {
        "strategy": str(chosen.candidate.strategy),
        "C": chosen.candidate.c,
        "why": why(asked, candidates, chosen.candidate),
        "validation_log_loss": measures(predictions(chosen.trial, held_out))["log_loss"],
    }


def _calibration(chosen: Fitted, test: Dataset) -> Mapping[str, object]:
    """Before and after the temperature, on the test rows, whether it is shipped or not."""
    found = chosen.temperature
    return {
        "temperature": found.value,
        "shipped": found.shipped,
        "why": found.why,
        "before": measures(predictions(chosen.final, test)),
        "after": measures(predictions(chosen.final.tempered(found.value), test)),
    }
