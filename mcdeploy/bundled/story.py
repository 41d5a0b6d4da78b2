"""How the model came to be, and why so: for the report."""

from collections.abc import Sequence

from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.search import Candidate, best
from mcdeploy.bundled.split import FOLDS, Split
from mcdeploy.bundled.strategy import Strategy


def story(
    data: Dataset,
    parts: Split,
    asked: Strategy,
    candidates: Sequence[Candidate],
    chosen: Candidate,
    validation_loss: float,
) -> dict[str, object]:
    """A JSON-able document of what was done, in the order in which it was done."""
    return {
        "data": _data(data),
        "split": {
            "train": len(parts.train.labels),
            "validation": len(parts.validation.labels),
            "test": len(parts.test.labels),
        },
        "search": {
            "metric": "log_loss",
            "folds": FOLDS,
            "candidates": [_candidate(candidate) for candidate in candidates],
        },
        "choice": {
            "strategy": str(chosen.strategy),
            "C": chosen.c,
            "why": why(asked, candidates, chosen),
            "validation_log_loss": validation_loss,
        },
    }


def why(asked: Strategy, candidates: Sequence[Candidate], chosen: Candidate) -> str:
    """The reason for the choice, with its numbers."""
    lowest = best(candidates)
    reason = f"{_named(chosen)} has the lowest mean log loss over {FOLDS} folds: {_score(chosen)}."
    if chosen is not lowest:
        reason = (
            f"{_named(lowest)} has the lowest mean log loss over {FOLDS} folds, {_score(lowest)}; "
            f"{_named(chosen)}, {_score(chosen)}, is within one standard error of it "
            f"({lowest.error:.4f}), and of equals the simpler is taken."
        )
    others = [each for each in candidates if each.strategy is not chosen.strategy]
    if asked is not Strategy.AUTO:
        return f"{reason} The strategy was given, not chosen."
    if lowest.strategy is not chosen.strategy:
        return reason
    return f"{reason} The best of {best(others).strategy} is {_score(best(others))}."


def _data(data: Dataset) -> dict[str, object]:
    return {
        "name": data.name,
        "rows": len(data.labels),
        "features": len(data.features),
        "constant_features": list(data.constants()),
        "classes": [
            {"label": label, "rows": rows}
            for label, rows in zip(data.classes, data.counts(), strict=True)
        ],
    }


def _candidate(candidate: Candidate) -> dict[str, object]:
    return {
        "strategy": str(candidate.strategy),
        "C": candidate.c,
        "mean": candidate.mean,
        "spread": candidate.spread,
    }


def _named(candidate: Candidate) -> str:
    return f"{candidate.strategy} with C = {candidate.c:g}"


def _score(candidate: Candidate) -> str:
    return f"{candidate.mean:.4f} (spread {candidate.spread:.4f})"
