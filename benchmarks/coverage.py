"""Do the intervals hold the true value as often as they say?

    python benchmarks/coverage.py [--samples 300] [--resamples 1000] [--detail]

A known model says what it thinks of simulated rows: scores are normal, with a shift for the true
class, and the probabilities are a little too unsure. The designs are 2 and 5 classes, balanced and
not, 200 and 2,000 test rows, a model that is right most of the time and one that is nearly always;
each sample has the same number of rows of each class, as a stratified split has. The truth is the
mean over 1,000,000 other rows.

Prints for each metric in how many of the samples that get a 95 % interval it holds the truth: the
mean over all and the least of a design in which most samples get one, of mcdeploy's interval and,
from the same draws, of the percentiles of the bootstrap. Class metrics are of the rarest class.
`none` is how often mcdeploy gives no interval, and a reason instead (`ece`: always; the percentiles
are shown all the same). `miss` is how often, of all samples, it gives one that is wholly above and
wholly below the truth. `width` is how wide it is beside the percentiles, where these have a width.
"""

import argparse
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Criteria, Predictions, quiet
from mcdeploy.evaluation.bootstrap import Subject, resampling
from mcdeploy.evaluation.metrics import statistics
from mcdeploy.evaluation.metrics.arranged import arranged
from mcdeploy.evaluation.result import Interval, Key

CONFIDENCE = 0.95
TRUTH = 5, 200_000
"""Samples, and rows of each."""

SHARES = {
    "2 classes": (0.5, 0.5),
    "2 classes, 5 % rare": (0.95, 0.05),
    "5 classes": (0.2, 0.2, 0.2, 0.2, 0.2),
    "5 classes, 3 % rare": (0.5, 0.25, 0.15, 0.07, 0.03),
}
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Design:
    name: str
    shares: tuple[float, ...]
    rows: int
    shift: float

    def sample(self, seed: int, rows: int = 0) -> Subject:
        rng, k = np.random.default_rng(seed), len(self.shares)
        sizes = np.round(np.array(self.shares) * (rows or self.rows)).astype(np.int64)
        labels = np.repeat(np.arange(k), sizes)
        scores = rng.normal(size=(len(labels), k))
        scores[np.arange(len(labels)), labels] += self.shift
        odds = np.exp(0.8 * self.shift * scores) * np.array(self.shares)
        probabilities = odds / odds.sum(axis=1, keepdims=True)
        said = arranged(Predictions(tuple("abcde"[:k]), labels, probabilities))
        return Subject(said, statistics(said))

    def keys(self) -> list[Key]:
        """Of all classes together, and of the rarest, which is the last."""
        rarest = "abcde"[len(self.shares) - 1]
        return [key for key in self.sample(0).values() if key.label in (None, rarest)]

    def truth(self) -> Floats:
        samples, rows = TRUTH
        found = [self.sample(2**20 + i, rows).values() for i in range(samples)]
        return np.mean([[one[key][0] or 0.0 for key in self.keys()] for one in found], axis=0)


DESIGNS = [
    Design(f"{name}, {rows:,} rows, {'nearly perfect' if shift > 3 else 'good'}", of, rows, shift)
    for name, of in SHARES.items()
    for rows in (200, 2000)
    for shift in (2.0, 3.5)
]


def ends(design: Design, resamples: int, seed: int) -> Floats:
    """Of one sample: (m, 4), the ends of mcdeploy's interval, NaN where there is none, and of the
    percentiles, NaN where the number itself is undefined."""
    subject, keys = design.sample(seed), design.keys()
    criteria, values = Criteria(resamples=resamples, seed=seed), subject.values()
    draws = resampling.resampled(subject.measure(keys), len(keys), subject.labels, criteria, quiet)
    without = subject.without(criteria)
    found = np.full((len(keys), 4), np.nan)
    by_key = dict(zip(keys, draws, strict=True))
    for row, (key, each) in zip(found, by_key.items(), strict=True):
        value = values[key][0]
        if value is None:
            continue
        row[2:] = np.nanquantile(each, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
        if key not in without:
            interval = subject.measured(key, value, by_key).interval(CONFIDENCE)
            if isinstance(interval, Interval):
                row[:2] = interval.low, interval.high
    return found


@dataclass(frozen=True)
class Result:
    """Of one metric in one design: shares of the samples."""

    design: str
    metric: str
    ours: float
    above: float
    below: float
    theirs: float
    none: float
    width: float


def results(design: Design, found: Floats, truth: Floats) -> Iterator[Result]:
    for i, key in enumerate(design.keys()):
        low, high, least, most = found[:, i].T
        has = ~np.isnan(low)
        spread = has & (most > least) if has.any() else most > least
        counted = has if has.any() else ~np.isnan(least)
        above, below = (low > truth[i] + 1e-9).mean(), (high < truth[i] - 1e-9).mean()
        inside = ((least <= truth[i] + 1e-9) & (most >= truth[i] - 1e-9))[counted]
        yield Result(
            design.name,
            key.metric if key.label is None else f"{key.metric}, rarest class",
            float(1 - (above + below) / has.mean()) if has.any() else np.nan,
            float(above),
            float(below),
            float(inside.mean()),
            float(1 - has.mean()),
            float((high - low)[spread].mean() / (most - least)[spread].mean()),
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
    covered = (
        f"{1 - sum(missed) / with_one:>7.1%}{least.ours:>7.1%}" if least else f"{'-':>7}{'-':>7}"
    )
    theirs = [one.theirs for one in mostly or found]
    above, below = (side / len(found) for side in missed)
    width = f"{np.mean([one.width for one in mostly]):>6.2f}" if mostly else f"{'-':>6}"
    return (
        f"{name:<32}{covered}   {np.mean(theirs):>7.1%}{min(theirs):>7.1%}"
        f"{1 - with_one / len(found):>8.1%}  {above:>5.1%} {below:>5.1%} {width}"
        f"  {least.design if least else ''}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Coverage of the intervals.")
    parser.add_argument("--samples", type=int, default=300, help="of each design")
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--detail", action="store_true", help="a line for each design, too")
    asked = parser.parse_args()
    found = list(measure(asked.samples, asked.resamples))
    error = (CONFIDENCE * (1 - CONFIDENCE) / asked.samples) ** 0.5
    print(f"{asked.samples} samples of {len(DESIGNS)} designs, {asked.resamples} resamples of each")
    print(f"a share of 95 % is known to {error:.1%} in one design (one standard error)")
    print(f"{'':<32}{'mcdeploy':^14}   {'percentiles':^14}{'':>10}{'miss':^13}")
    print(f"{'':<32}   mean  least      mean  least    none  above below  width  least in")
    for metric in dict.fromkeys(one.metric for one in found):
        of = [one for one in found if one.metric == metric]
        print(row(metric, of))
        if asked.detail:
            print("\n".join(row(f"  {one.design}"[:30], [one]) for one in of))


if __name__ == "__main__":
    main()
