"""Three parts of the data, each with every class in proportion."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import train_test_split

from mcdeploy.bundled.dataset import Dataset
from mcdeploy.errors import ModelError

FOLDS = 5
HELD_OUT = 0.4  # one half for validation, one half for the test
ROWS_PER_CLASS = 2 * FOLDS
"""With so many, each fold of the training part, and each other part, has a row of every class."""


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """On `train` the strategy and C are chosen, `validation` confirms the choice, `development`
    (both together) makes the final model, and `test` is for its evaluation alone."""

    train: Dataset
    validation: Dataset
    development: Dataset
    test: Dataset


def split(data: Dataset, seed: int) -> Split:
    """60 % for training, 20 % for validation, 20 % for the test: stratified, and the same for the
    same seed. ModelError when there are too few classes, or too few rows of one."""
    _check_classes(data)
    _check_constants(data)
    every = np.arange(len(data.labels), dtype=np.int64)
    train, rest = _parts(data, every, HELD_OUT, seed)
    validation, test = _parts(data, rest, 0.5, seed)
    development = np.concatenate([train, validation])
    return Split(*map(data.take, (train, validation, development, test)))


def _parts(
    data: Dataset, indices: NDArray[np.int64], share: float, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    strata = data.labels[indices]
    first, second = train_test_split(indices, test_size=share, stratify=strata, random_state=seed)
    return first, second


def _check_classes(data: Dataset) -> None:
    if len(data.classes) < 2:
        raise ModelError(
            data.name,
            f"all rows are of one class, {data.classes[0]!r}",
            remedy="add rows of another class, or name another label column",
        )
    few = [
        f"{name!r} has {count}"
        for name, count in zip(data.classes, data.counts(), strict=True)
        if count < ROWS_PER_CLASS
    ]
    if few:
        more = f" and {len(few) - 3} classes more" if len(few) > 3 else ""
        raise ModelError(
            data.name,
            f"too few rows of a class: {', '.join(few[:3])}{more}",
            remedy=f"the split and {FOLDS} folds need {ROWS_PER_CLASS} rows of every class: add "
            "rows, leave the class out or join it with another",
        )


def _check_constants(data: Dataset) -> None:
    if len(data.constants()) == len(data.features):
        raise ModelError(
            data.name,
            "every feature has one and the same value in all rows",
            remedy="add a feature that tells the classes apart",
        )
