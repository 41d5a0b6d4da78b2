"""Which features say the same: Pearson's r of each two, over all rows."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mcdeploy.bundled.dataset import Dataset

PAIRS = 20
MATRIX = 30  # features
DECIMALS = 6  # what differs by less is equal
BLOCK = 256  # features: the whole matrix of very many would not fit into memory

Pair = tuple[float, int, int]


def correlations(data: Dataset) -> dict[str, object]:
    """The pairs with the largest |r|, and for few features the whole matrix, else None. A feature
    without spread has no r and is left out."""
    varying, units = _standardised(data)
    names = [data.features[place] for place in varying]
    whole = len(names) <= MATRIX
    return {
        "pairs": [
            {"a": names[first], "b": names[second], "r": r}
            for r, first, second in _strongest(units)
        ],
        "features": names if whole else [],
        "matrix": _products(units, units).tolist() if whole else None,
    }


def _standardised(data: Dataset) -> tuple[list[int], NDArray[np.float64]]:
    """The features with spread, and their columns with mean 0 and length 1."""
    constant = set(data.constants())
    centred = data.rows - data.rows.mean(axis=0)
    lengths = np.sqrt((centred * centred).sum(axis=0))
    varying = [
        place
        for place, name in enumerate(data.features)
        if name not in constant and lengths[place] > 0.0
    ]
    return varying, centred[:, varying] / lengths[varying]


def _products(left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """The r of each two, as it is written."""
    r: NDArray[np.float64] = np.clip(left.T @ right, -1.0, 1.0)
    return r.round(DECIMALS) + 0.0  # no -0.0


def _strongest(units: NDArray[np.float64]) -> list[Pair]:
    """By |r|, the largest first; of equals the earlier features."""
    kept: list[Pair] = []
    for pairs in _blocks(units):
        kept = sorted([*kept, *pairs], key=lambda pair: (-abs(pair[0]), pair[1:]))[:PAIRS]
    return kept


def _blocks(units: NDArray[np.float64]) -> Iterator[list[Pair]]:
    """For some features at a time the strongest pairs with all features after each."""
    for start in range(0, units.shape[1], BLOCK):
        found = _products(units[:, start : start + BLOCK], units)
        strength = np.triu(1.0 + np.abs(found), start + 1)  # below the diagonal is no pair
        order = np.argsort(-strength, axis=None, kind="stable")[:PAIRS]
        rows, columns = np.unravel_index(order, found.shape)
        yield [
            (float(found[row, column]), start + int(row), int(column))
            for row, column in zip(rows, columns, strict=True)
            if column > start + row
        ]
