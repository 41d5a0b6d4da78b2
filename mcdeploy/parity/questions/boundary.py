"""Rows on both sides of the decision boundary, as near to it as a label can be demanded."""

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from mcdeploy.parity.naming import named
from mcdeploy.parity.precision import Precision
from mcdeploy.parity.questions.rows import Rows, spread
from mcdeploy.parity.questions.steady import steady

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mcdeploy.domain import Answer

MOST_PAIRS = 24
PARTS = 33
ROUNDS = 8
"""33 parts, eight times over: 10⁻¹² of the way, in eight questions to the model. An odd number, as
the middle between two rows may be the very boundary."""


def boundary(
    rows: "NDArray[np.float64]",
    labels: "NDArray[np.str_]",
    answer: "Answer",
    precision: Precision,
    called: str,
) -> Rows:
    """Up to 24 pairs of rows with different labels; of the way from one to the other, the two
    points nearest to where the label first changes which are `steady`.

    Each round parts the stretch in which the label changes; its ends are kept, and the innermost
    that are steady are taken.
    """
    pairs = _pairs(labels)
    if not pairs:
        return Rows(rows[:0], ())
    first, second = (np.array(side) for side in zip(*pairs, strict=True))
    start, way = rows[first], rows[second] - rows[first]
    ends = _ends(start, way, labels[first], answer, precision)
    fit = steady(ends.reshape(-1, rows.shape[1]), answer, precision).reshape(ends.shape[:3])
    names = [f"boundary between {named(called, a)} and {named(called, b)}" for a, b in pairs]
    return _innermost(ends, fit, names)


def _ends(
    start: "NDArray[np.float64]",
    way: "NDArray[np.float64]",
    labels: "NDArray[np.str_]",
    answer: "Answer",
    precision: Precision,
) -> "NDArray[np.float64]":
    """The two ends of the stretch after each round, of shape (rounds, 2, pairs, features)."""
    low, high = np.zeros(len(start)), np.ones(len(start))
    kept = []
    for _ in range(ROUNDS):
        parts = np.linspace(low, high, PARTS + 1)
        points = precision.rounded(start + parts[..., None] * way)
        inner = points[1:-1]
        said = answer(inner.reshape(-1, start.shape[1])).labels.reshape(inner.shape[:2])
        changed = np.concatenate([said != labels, np.ones((1, len(start)), dtype=bool)])
        at = changed.argmax(axis=0) + 1
        every = np.arange(len(start))
        kept.append([points[at - 1, every], points[at, every]])
        low, high = parts[at - 1, every], parts[at, every]
    return np.array(kept)


def _innermost(ends: "NDArray[np.float64]", fit: "NDArray[np.bool_]", pairs: list[str]) -> Rows:
    values, names = [], []
    for number, between in enumerate(pairs):
        for side, name in enumerate(("near side", "far side")):
            rounds = np.flatnonzero(fit[:, side, number])
            if len(rounds):
                values.append(ends[rounds[-1], side, number])
                names.append(f"{between}, {name}")
    return Rows(np.array(values).reshape(-1, ends.shape[-1]), tuple(names))


def _pairs(labels: "NDArray[np.str_]") -> list[tuple[int, int]]:
    """Pairs of rows with different labels: a first for every two labels, then a second."""
    where = {label: np.flatnonzero(labels == label).tolist() for label in np.unique(labels)}
    both = list(combinations(where.values(), 2))
    both = [both[one] for one in spread(len(both), MOST_PAIRS)] if both else []
    pairs: list[tuple[int, int]] = []
    for depth in range(MOST_PAIRS):
        pairs += [(a[depth], b[depth]) for a, b in both if depth < min(len(a), len(b))]
    return pairs[:MOST_PAIRS]
