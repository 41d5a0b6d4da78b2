"""Intervals for every metric of a large test set, beside a plain loop over scikit-learn.

    python benchmarks/bootstrap.py [--rows 1000000] [--classes 10] [--resamples 1000] [--peer 3]

Simulated rows, balanced classes. Both sides find the same metrics for each resample of the same
kind. The peer draws rows with replacement and calls scikit-learn's functions on them, one after
another, for a few resamples; its time for all of them is extrapolated. Each side runs in a process
of its own; `peak` is the most memory that it had, the predictions and what was imported included.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress

from mcdeploy.domain import Criteria, Event, Predictions, Resampled


class Measured(TypedDict):
    """Seconds to prepare, seconds for the resamples, and MiB."""

    ready: float
    seconds: float
    peak: float


def simulated(rows: int, classes: int) -> Predictions:
    rng = np.random.default_rng(0)
    labels = rng.integers(0, classes, rows)
    scores = rng.normal(size=(rows, classes))
    scores[np.arange(rows), labels] += 2.0
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return Predictions(tuple(f"class {c}" for c in range(classes)), labels, scores)


def ours(predictions: Predictions, resamples: int) -> Measured:
    from mcdeploy.evaluation.bootstrap import Subject, estimate
    from mcdeploy.evaluation.metrics import statistics
    from mcdeploy.evaluation.metrics.arranged import arranged

    began = time.perf_counter()
    rows = arranged(predictions)
    subject = Subject(rows, statistics(rows))
    ready = time.perf_counter()
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("resamples", total=resamples)

        def listener(event: Event) -> None:
            if isinstance(event, Resampled):
                progress.update(task, completed=event.done)

        found = estimate(subject, Criteria(resamples=resamples), listener)[0.95]
    assert any(one.interval for one in found.values())
    return Measured(ready=ready - began, seconds=time.perf_counter() - ready, peak=peak())


def theirs(predictions: Predictions, resamples: int) -> Measured:
    rng = np.random.default_rng(0)
    strata = [np.flatnonzero(predictions.labels == c) for c in range(len(predictions.classes))]
    began = time.perf_counter()
    for _ in range(resamples):
        rows = np.concatenate([rng.choice(of, len(of)) for of in strata])
        loop(predictions.labels[rows], predictions.probabilities[rows])
    return Measured(ready=0.0, seconds=time.perf_counter() - began, peak=peak())


def loop(labels: NDArray[np.int64], probabilities: NDArray[np.float64]) -> None:
    """The same metrics, but the calibration error, which scikit-learn does not have."""
    from sklearn import metrics

    said = probabilities.argmax(axis=1)
    metrics.accuracy_score(labels, said)
    metrics.balanced_accuracy_score(labels, said)
    metrics.matthews_corrcoef(labels, said)
    metrics.log_loss(labels, probabilities)
    for average in (None, "micro", "macro", "weighted"):
        metrics.precision_recall_fscore_support(labels, said, average=average)
    one_hot = np.eye(probabilities.shape[1])[labels]
    for c in range(probabilities.shape[1]):
        metrics.brier_score_loss(one_hot[:, c], probabilities[:, c])
    metrics.roc_auc_score(one_hot, probabilities, average=None)  # the averages follow from it
    metrics.average_precision_score(one_hot, probabilities, average=None)
    for average in ("macro", "weighted"):
        metrics.roc_auc_score(labels, probabilities, multi_class="ovo", average=average)


def peak() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


SIDES: Mapping[str, Callable[[Predictions, int], Measured]] = {"ours": ours, "theirs": theirs}


def alone(side: str, rows: int, classes: int, resamples: int) -> Measured:
    """In a process of its own; its progress is shown on the same screen."""
    asked = [str(number) for number in (rows, classes, resamples)]
    command = [sys.executable, __file__, "--alone", side, *asked]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: Measured = json.loads(ran.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="The bootstrap beside a loop over scikit-learn.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--classes", type=int, default=10)
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--peer", type=int, default=3, help="resamples of the peer")
    parser.add_argument("--alone", nargs=4, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        side, rows, classes, resamples = asked.alone[0], *map(int, asked.alone[1:])
        print(json.dumps(SIDES[side](simulated(rows, classes), resamples)))
        return
    own = alone("ours", asked.rows, asked.classes, asked.resamples)
    peer = alone("theirs", asked.rows, asked.classes, asked.peer)
    each, theirs_each = own["seconds"] / asked.resamples, peer["seconds"] / asked.peer
    print(f"{asked.rows:,} rows, {asked.classes} classes, {asked.resamples:,} resamples")
    print(f"{'':<26}{'s in all':>10}{'ms a resample':>16}{'peak MiB':>10}")
    total = own["ready"] + own["seconds"]
    print(f"{'mcdeploy':<26}{total:>10.1f}{1000 * each:>16.1f}{own['peak']:>10.0f}")
    extrapolated = theirs_each * asked.resamples
    print(
        f"{'a loop over scikit-learn':<26}{extrapolated:>10.0f}{1000 * theirs_each:>16.1f}"
        f"{peer['peak']:>10.0f}   extrapolated from {asked.peer}"
    )
    print(f"{'ratio':<26}{extrapolated / total:>10.0f}{theirs_each / each:>16.0f}")


if __name__ == "__main__":
    main()
