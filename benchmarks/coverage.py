"""Do the intervals hold the true value as often as they say?

    python benchmarks/coverage.py [--samples 100] [--resamples 400] [--detail]

A known model says what it thinks of simulated rows: scores are normal, with a shift for the true
class, and the probabilities are a little too unsure. The designs are 2 and 5 classes, balanced and
not, 200 and 2,000 test rows, a model that is right most of the time and one that is nearly always;
each sample has the same number of rows of each class, as a stratified split has. The truth is the
mean over 1,000,000 other rows.

A fifth of the rows are a group. In one column it is alike, so that the truth is a difference of 0;
in the other it has more of the rows that are hard. A row of the rarest class costs 50 when it is
taken for another, every other mistake 1. The differences between models are to one that sees the
same scores with some noise.

Prints for each metric in how many of the samples that get a 95 % interval it holds the truth: the
mean over all and the least of a design in which most samples get one, of mcdeploy's interval and,
from the same draws, of the percentiles of the bootstrap. `80 %` is the mean of mcdeploy's intervals
of that confidence. Class metrics are of the rarest class. `none` is how often mcdeploy gives no
interval, and a reason instead (`ece`: always; the percentiles are shown all the same). `miss` is
how often, of all samples, it gives one that is wholly above and wholly below the truth. `width` is
how wide it is beside the percentiles, where these have a width.
"""

import argparse
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Criteria, Predictions, quiet
from mcdeploy.evaluation import decision, fairness
from mcdeploy.evaluation.bootstrap import Subject, resampling
from mcdeploy.evaluation.bootstrap.estimates import Measurable
from mcdeploy.evaluation.bootstrap.pair import Pair
from mcdeploy.evaluation.decision.costs import matrix
from mcdeploy.evaluation.metrics import statistics
from mcdeploy.evaluation.metrics.arranged import order as arranged_order
from mcdeploy.evaluation.metrics.arranged import reordered
from mcdeploy.evaluation.metrics.counts import Counts
from mcdeploy.evaluation.result import Interval, Key

CONFIDENCE, LESS = 0.95, 0.8
TRUTH = 5, 200_000
"""Samples, and rows of each."""

FEW, HARD = 0.2, 0.1
"""The share of the rows that are in a group, and how much more of it are those that are hard."""

DEAR = 50.0
NOISE = 0.5
FAIR = ("accuracy_difference", "equal_opportunity_difference", "equal_opportunity_ratio")
PAIRED = ("accuracy", "balanced_accuracy", "f1_macro", "mcc", "recall")

SHARES = {
    "2 classes": (0.5, 0.5),
    "2 classes, 5 % rare": (0.95, 0.05),
    "5 classes": (0.2, 0.2, 0.2, 0.2, 0.2),
    "5 classes, 3 % rare": (0.5, 0.25, 0.15, 0.07, 0.03),
}
Floats = NDArray[np.float64]


class Name(NamedTuple):
    """Of a number: of our model, or of how it differs from the other one."""

    paired: bool
    key: Key

    def __str__(self) -> str:
        words = [self.key.metric]
        words += [f"{self.key.column} groups"] if self.key.column else []
        words += ["rarest class"] if self.key.label else []
        return ("paired " if self.paired else "") + ", ".join(words)


@dataclass(frozen=True)
class Design:
    name: str
    shares: tuple[float, ...]
    rows: int
    shift: float

    @property
    def classes(self) -> tuple[str, ...]:
        return tuple("abcde"[: len(self.shares)])

    @property
    def criteria(self) -> Criteria:
        *others, rarest = self.classes
        dear: dict[str, Mapping[str, float]] = {rarest: dict.fromkeys(others, DEAR)}
        return Criteria(
            costs=dear | {c: dict.fromkeys(set(self.classes) - {c}, 1.0) for c in others}
        )

    def sample(self, seed: int, rows: int = 0) -> tuple[Measurable, Measurable]:
        """Our model, and how it differs from the other."""
        rng, k = np.random.default_rng(seed), len(self.shares)
        sizes = np.round(np.array(self.shares) * (rows or self.rows)).astype(np.int64)
        labels = np.repeat(np.arange(k), sizes)
        scores = rng.normal(size=(len(labels), k))
        hard = np.where(scores[np.arange(len(labels)), labels] < 0, HARD, -HARD)
        scores[np.arange(len(labels)), labels] += self.shift
        groups = {
            name: np.where(rng.random(len(labels)) < share, "few", "many")
            for name, share in (("alike", FEW), ("unlike", FEW + hard))
        }
        said = [
            Predictions(self.classes, labels, self._probabilities(seen), groups)
            for seen in (scores, scores + NOISE * rng.normal(size=scores.shape))
        ]
        order = arranged_order(said[0])
        ours, theirs = (reordered(each, order) for each in said)
        pair = Pair(*(Subject(each, (Counts(each),)) for each in (ours, theirs)))
        return self._subject(ours), pair

    def _probabilities(self, scores: Floats) -> Floats:
        odds = np.exp(0.8 * self.shift * scores) * np.array(self.shares)
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))

    def _subject(self, said: Predictions) -> Subject:
        measured = (
            *statistics(said),
            *fairness.statistics(said, self.criteria),
            *decision.undecided(said, self.criteria),
        )
        return Subject(said, measured, matrix(self.classes, self.criteria.costs).tolist())

    @cached_property
    def names(self) -> list[Name]:
        """Of all classes together, and of the rarest, which is the last."""
        return [
            Name(bool(paired), key)
            for paired, one in enumerate(self.sample(0))
            for key in one.values()
            if self._shown(bool(paired), key)
        ]

    def _shown(self, paired: bool, key: Key) -> bool:
        if key.column is not None:
            return key.label is None and key.metric in FAIR
        return key.label in (None, self.classes[-1]) and (not paired or key.metric in PAIRED)

    def truth(self) -> Floats:
        samples, rows = TRUTH
        each = [[one.values() for one in self.sample(2**20 + i, rows)] for i in range(samples)]
        found = [[one[name.paired][name.key][0] or 0.0 for name in self.names] for one in each]
        return np.array(
            [
                float(name.key.metric.endswith("_ratio")) if name.key.column == "alike" else mean
                for name, mean in zip(self.names, np.mean(found, axis=0).tolist(), strict=True)
            ]
        )


DESIGNS = [
    Design(f"{name}, {rows:,} rows, {'nearly perfect' if shift > 3 else 'good'}", of, rows, shift)
    for name, of in SHARES.items()
    for rows in (200, 2000)
    for shift in (2.0, 3.5)
]


def ends(design: Design, resamples: int, seed: int) -> Floats:
    """Of one sample, of each number: (m, 6), the ends of mcdeploy's interval, those of its interval
    of less confidence, NaN where there is none, and of the percentiles, NaN where the number itself
    is undefined."""
    criteria = Criteria(resamples=resamples, seed=seed)
    found: dict[Name, list[float]] = {}
    for paired, one in enumerate(design.sample(seed)):
        values = {key: value for key, (value, _) in one.values().items() if value is not None}
        measure = one.measure([*values])
        draws = resampling.resampled(measure, len(values), one.labels, criteria, quiet)
        by_key, without = dict(zip(values, draws, strict=True)), one.without(criteria)
        for key in values.keys() & {name.key for name in design.names}:
            measured = one.measured(key, values[key], by_key)
            both = [
                measured.interval(confidence) if key not in without else ""
                for confidence in (CONFIDENCE, LESS)
            ]
            tails = [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2]
            found[Name(bool(paired), key)] = [
                *(end for each in both for end in _ends(each)),
                *np.nanquantile(by_key[key], tails).tolist(),
            ]
    return np.array([found.get(name, [np.nan] * 6) for name in design.names])


def _ends(found: Interval | str) -> tuple[float, float]:
    return (found.low, found.high) if isinstance(found, Interval) else (np.nan, np.nan)


@dataclass(frozen=True)
class Result:
    """Of one metric in one design: shares of the samples."""

    design: str
    metric: str
    ours: float
    less: float
    above: float
    below: float
    theirs: float
    none: float
    width: float


def results(design: Design, found: Floats, truth: Floats) -> Iterator[Result]:
    for i, name in enumerate(design.names):
        low, high, lower, higher, least, most = found[:, i].T
        has = ~np.isnan(low)
        spread = has & (most > least) if has.any() else most > least
        counted = has if has.any() else ~np.isnan(least)
        above, below = (low > truth[i] + 1e-9).mean(), (high < truth[i] - 1e-9).mean()
        narrow = (lower > truth[i] + 1e-9) | (higher < truth[i] - 1e-9)
        inside = ((least <= truth[i] + 1e-9) & (most >= truth[i] - 1e-9))[counted]
        widths = (high - low)[spread], (most - least)[spread]
        yield Result(
            design.name,
            str(name),
            float(1 - (above + below) / has.mean()) if has.any() else np.nan,
            float(1 - narrow.sum() / has.sum()) if has.any() else np.nan,
            float(above),
            float(below),
            float(inside.mean()) if len(inside) else np.nan,
            float(1 - has.mean()),
            float(widths[0].mean() / widths[1].mean()) if spread.any() else np.nan,
        )


def measure(samples: int, resamples: int) -> Iterator[Result]:
    os.environ["OMP_NUM_THREADS"] = "1"
    resampling.THREADS = 1  # a process for each core takes their place
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for design in DESIGNS:
            one = partial(ends, design, resamples)
            found = np.stack(list(pool.map(one, range(samples), chunksize=5)))
            yield from results(design, found, design.truth())


def row(name: str, found: list[Result]) -> str:
    with_one = sum(1 - one.none for one in found)
    missed = [sum(getattr(one, side) for one in found) for side in ("above", "below")]
    mostly = [one for one in found if one.none < 0.5]
    least = min(mostly, key=lambda one: one.ours, default=None)
    covered = f"{'-':>7}{'-':>7}{'-':>7}"
    if least:
        less = np.mean([one.less for one in mostly])
        covered = f"{1 - sum(missed) / with_one:>7.1%}{least.ours:>7.1%}{less:>7.1%}"
    theirs = [one.theirs for one in mostly or found]
    above, below = (side / len(found) for side in missed)
    width = f"{np.nanmedian([one.width for one in mostly]):>6.2f}" if mostly else f"{'-':>6}"
    return (
        f"{name:<44}{covered}   {np.mean(theirs):>7.1%}{min(theirs):>7.1%}"
        f"{1 - with_one / len(found):>8.1%}  {above:>5.1%} {below:>5.1%} {width}"
        f"  {least.design if least else ''}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Coverage of the intervals.")
    parser.add_argument("--samples", type=int, default=100, help="of each design")
    parser.add_argument("--resamples", type=int, default=400)
    parser.add_argument("--detail", action="store_true", help="a line for each design, too")
    asked = parser.parse_args()
    found = list(measure(asked.samples, asked.resamples))
    error = (CONFIDENCE * (1 - CONFIDENCE) / asked.samples) ** 0.5
    print(f"{asked.samples} samples of {len(DESIGNS)} designs, {asked.resamples} resamples of each")
    print(f"a share of 95 % is known to {error:.1%} in one design (one standard error)")
    print(f"{'':<44}{'mcdeploy':^21}   {'percentiles':^14}{'':>10}{'miss':^13}")
    print(f"{'':<44}   mean  least   80 %      mean  least    none  above below  width  least in")
    for metric in dict.fromkeys(one.metric for one in found):
        of = [one for one in found if one.metric == metric]
        print(row(metric, of))
        if asked.detail:
            print("\n".join(row(f"  {one.design}"[:42], [one]) for one in of))


if __name__ == "__main__":
    main()
