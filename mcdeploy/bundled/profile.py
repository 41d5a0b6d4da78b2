"""The data at a glance, and how the values of each feature are distributed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.significant import each_rounded, rounded

BINS = 12
FIVE = ("min", "q1", "median", "q3", "max")


def overview(data: Dataset, shown: int) -> dict[str, object]:
    """Counts, and what is noteworthy in a few sentences; `shown` features are described."""
    counts = data.counts()
    return {
        "why": " ".join(_sentences(data, shown)),
        "name": data.name,
        "rows": len(data.labels),
        "features": len(data.features),
        "groups": list(data.groups),
        "missing_values": int(np.isnan(data.rows).sum()),
        "constant_features": list(data.constants()),
        "balance": rounded(min(counts) / max(counts)),
        "classes": [
            {"label": label, "rows": rows} for label, rows in zip(data.classes, counts, strict=True)
        ],
    }


def _sentences(data: Dataset, shown: int) -> list[str]:
    counts = data.counts()
    told = [
        "No value is missing: data with missing values is refused.",
        f"The smallest class has {min(counts)} rows, the largest {max(counts)}.",
    ]
    if data.constants():
        told.append("Features with one value in all rows tell nothing; their coefficients are 0.")
    if data.groups:
        told.append("From the columns of groups the model does not learn.")
    if shown < len(data.features):
        told.append(f"Below, the {shown} features with the largest coefficients are described.")
    return told


def features(data: Dataset, shown: Sequence[int]) -> list[dict[str, object]]:
    """For each of the features at those places: five quantiles (linear between neighbours), the
    mean, the standard deviation (that of a population, by which the model scales), a histogram."""
    return [_feature(data.features[place], data.rows[:, place]) for place in shown]


def _feature(name: str, values: NDArray[np.float64]) -> dict[str, object]:
    quantiles = each_rounded(np.quantile(values, (0.0, 0.25, 0.5, 0.75, 1.0)))
    return {
        "name": name,
        **dict(zip(FIVE, quantiles, strict=True)),
        "mean": rounded(float(values.mean())),
        "sd": rounded(float(values.std())),
        "histogram": histogram(values),
    }


def histogram(values: NDArray[np.float64]) -> dict[str, object]:
    """Counts in bins of equal width from the lowest to the highest value: as many bins as there
    are different values, at most 12. A value between two bins is in the upper one."""
    low, high = float(values.min()), float(values.max())
    bins = min(BINS, len(np.unique(values)))
    width = (high - low) / bins
    place = np.zeros(len(values)) if width == 0.0 else (values - low) / width
    counts = np.bincount(np.minimum(place.astype(np.int64), bins - 1), minlength=bins)
    return {"low": rounded(low), "high": rounded(high), "counts": counts.tolist()}
