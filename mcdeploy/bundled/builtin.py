"""The data sets that scikit-learn carries; none of them needs a network."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

import numpy as np
from sklearn import datasets

from mcdeploy.bundled.dataset import Dataset
from mcdeploy.errors import UsageError


def load(name: str) -> Dataset:
    """The data set of that name; UsageError names the nearest one."""
    loaders: dict[str, Callable[[], Any]] = {
        "digits": datasets.load_digits,
        "wine": datasets.load_wine,
        "iris": datasets.load_iris,
        "breast-cancer": datasets.load_breast_cancer,
    }
    if name not in loaders:
        raise _unknown(name, list(loaders))
    loaded = loaders[name]()
    return Dataset(
        name=name,
        features=tuple(str(feature) for feature in loaded.feature_names),
        classes=tuple(str(label) for label in loaded.target_names),
        rows=np.asarray(loaded.data, dtype=np.float64),
        labels=np.asarray(loaded.target, dtype=np.int64),
    )


def _unknown(name: str, names: list[str]) -> UsageError:
    near = get_close_matches(name, names, n=1)
    known = f"the names are {', '.join(names)}; a file of your own is {{csv: …, label: …}}"
    return UsageError(
        "model.data",
        f"there is no bundled data set {name!r}",
        remedy=f"did you mean {near[0]!r}? {known}" if near else known,
    )
