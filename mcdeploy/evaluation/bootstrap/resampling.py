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
"""About so many rows are drawn at once: enough for NumPy, and little memory for each thread."""

THREADS = 8
"""At most, for the sake of memory: of 1,000,000 rows each thread needs about 50 MiB."""


def resampled(
    measure: Measure, labels: NDArray[np.int64], criteria: Criteria, listener: Listener
) -> NDArray[np.float64]:
    """What `measure` gives for each of r resamples, (m, r). The same for the same criteria,
    whatever the threads do; `measure` is called by several at once."""
    strata, total = Strata(labels), criteria.resamples
    size = max(1, CELLS // len(labels))
    batches = [range(at, min(at + size, total)) for at in range(0, total, size)]
    found = []
    pool = ThreadPoolExecutor(min(_cores(), THREADS))
    try:
        drawn = pool.map(lambda batch: measure(strata.draw(criteria.seed, batch)), batches)
        for batch, draws in zip(batches, drawn, strict=True):
            found.append(draws)
            listener(Resampled(batch.stop, total))
    finally:
        pool.shutdown(cancel_futures=True)
    return np.concatenate(found).T.copy()


def _cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
