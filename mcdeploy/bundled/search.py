"""Which strategy and which C: cross-validation on the training part."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.pipeline import log_losses
from mcdeploy.bundled.strategy import BOTH, Strategy

GRID = (0.01, 0.1, 1.0, 10.0, 100.0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A strategy with a C, and the log loss on each fold."""

    strategy: Strategy
    c: float
    losses: tuple[float, ...]

    @property
    def mean(self) -> float:
        return statistics.fmean(self.losses)

    @property
    def spread(self) -> float:
        """Standard deviation over the folds."""
        return statistics.stdev(self.losses)

    @property
    def error(self) -> float:
        """Standard error of the mean."""
        return self.spread / math.sqrt(len(self.losses))


def search(data: Dataset, seed: int) -> tuple[Candidate, ...]:
    """Every candidate, the simpler first: by strategy, then by C, as a small C keeps the
    coefficients small."""
    return tuple(Candidate(each, c, log_losses(data, each, c, seed)) for each in BOTH for c in GRID)


def of(strategy: Strategy, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Those that may be chosen when this strategy is asked for."""
    return tuple(each for each in candidates if each.strategy in strategy.candidates)


def best(candidates: Sequence[Candidate]) -> Candidate:
    """The candidate with the lowest mean."""
    return min(candidates, key=lambda candidate: candidate.mean)


def choose(candidates: Sequence[Candidate]) -> Candidate:
    """The simplest of those that tie with the best.

    A tie is a mean within one standard error of the best mean: the one-standard-error rule of
    Breiman, Friedman, Olshen and Stone, Classification and Regression Trees (1984), section 3.4.3.
    """
    lowest = best(candidates)
    limit = lowest.mean + lowest.error
    return next(candidate for candidate in candidates if candidate.mean <= limit)
