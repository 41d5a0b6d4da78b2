"""Many resamples of the same rows, on all cores."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Criteria, Listener, Resampled
from mcdeploy.evaluation.bootstrap.strata import Strata
from mcdeploy.evaluation.statistic import Weights

Measure = Callable[[Weights], NDArray[np.float64]]
"""Numbers of weighted rows: weights of shape (b, n) give (b, m), NaN where one is undefined."""

CELLS = 2**20
"""About so many rows, or pairs of classes, or numbers are dealt with at once: enough for NumPy, and
little memory for each thread."""

THREADS = 8
"""At most, for the sake of memory: of 1,000,000 rows each thread needs about 50 MiB."""


def resampled(
    measure: Measure,
    numbers: int,
    labels: NDArray[np.int64],
    criteria: Criteria,
    listener: Listener,
) -> NDArray[np.float64]:
    """What `measure` gives for each of r resamples, (m, r), m the `numbers` that it finds. The same
    for the same criteria, whatever the threads do; `measure` is called by several at once."""
    strata, total = Strata(labels), criteria.resamples
    found = np.empty((numbers, total))

    def draw(batch: range) -> None:
        found[:, batch.start : batch.stop] = measure(strata.draw(criteria.seed, batch)).T

    pool = ThreadPoolExecutor(min(_cores(), THREADS))
    try:
        batches = _batches(total, max(len(labels), (int(labels.max()) + 1) ** 2, numbers))
        for batch, _ in zip(batches, pool.map(draw, batches), strict=True):
            listener(Resampled(batch.stop, total))
    finally:
        pool.shutdown(cancel_futures=True)
    return found


def _batches(total: int, cells: int) -> list[range]:
    """Of resamples, each of which needs so many cells."""
    size = max(1, CELLS // cells)
    return [range(at, min(at + size, total)) for at in range(0, total, size)]


def _cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
