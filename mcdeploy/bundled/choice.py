"""The choice among the candidates, in words."""

from collections.abc import Sequence

from mcdeploy.bundled.search import Candidate, best, of
from mcdeploy.bundled.split import FOLDS
from mcdeploy.bundled.strategy import Strategy


def why(asked: Strategy, candidates: Sequence[Candidate], chosen: Candidate) -> str:
    """The reason for the choice, with its numbers."""
    lowest = best(of(asked, candidates))
    reason = f"{_named(chosen)} has the lowest mean log loss over {FOLDS} folds: {_score(chosen)}."
    if chosen is not lowest:
        reason = (
            f"{_named(lowest)} has the lowest mean log loss over {FOLDS} folds, {_score(lowest)}; "
            f"{_named(chosen)}, {_score(chosen)}, is within one standard error of it "
            f"({lowest.error:.4f}), and of equals the simpler is taken."
        )
    if asked is not Strategy.AUTO:
        reason = f"{reason} The strategy was given, not chosen."
    if lowest.strategy is not chosen.strategy:
        return reason
    others = [each for each in candidates if each.strategy is not chosen.strategy]
    return f"{reason} The best of {best(others).strategy} is {_score(best(others))}."


def _named(candidate: Candidate) -> str:
    return f"{candidate.strategy} with C = {candidate.c:g}"


def _score(candidate: Candidate) -> str:
    return f"{candidate.mean:.4f} (spread {candidate.spread:.4f})"
