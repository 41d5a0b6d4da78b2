"""Whether the numbers of a table are probabilities of its classes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mcdeploy.errors import ModelError
from mcdeploy.evaluation.soundness import TOLERANCE
from mcdeploy.evaluation.table.layout import SCORE
from mcdeploy.tabular import Columns
from mcdeploy.tabular.columns import APART

EACH = "give each row one probability for each class"
ROUNDED = 0.05
"""How far from 1 rounding to a digit or two may bring a sum."""
DIGITS = "most likely they were rounded: write more digits, or divide each row by its sum"


def of_score(columns: Columns, place: int) -> NDArray[np.float64]:
    """From the one column that of two classes, of which it is the one at `place`."""
    check_range(columns, (SCORE,), unknown=())
    score = columns.numbers[:, 0]
    return np.column_stack((1.0 - score, score) if place else (score, 1.0 - score))


def of_classes(
    columns: Columns, names: Sequence[str], classes: Sequence[str]
) -> NDArray[np.float64]:
    """The columns, called `names`, in the order of the classes."""
    if tuple(names) == tuple(classes):
        return columns.numbers
    return columns.numbers[:, [names.index(name) for name in classes]]


def check(columns: Columns, names: Sequence[str], unknown: Sequence[str]) -> None:
    """ModelError names the first row whose numbers are not probabilities, and the columns
    `unknown`, named like no true class, which may not belong."""
    check_range(columns, names, unknown)
    sums = columns.numbers.sum(axis=1)
    wrong = np.abs(sums - 1.0) > TOLERANCE
    if wrong.any():
        row = int(np.argmax(wrong))
        place = f"{columns.unit} {columns.places[row]}"
        what = f"{place}: the probabilities sum to {sums[row]:.6g}, not 1 to {TOLERANCE:g}"
        rounded = abs(sums[row] - 1.0) <= ROUNDED
        raise _unsound(columns, what, unknown, DIGITS if rounded else EACH)


def check_range(columns: Columns, names: Sequence[str], unknown: Sequence[str]) -> None:
    """ModelError names the first cell that holds no number in [0, 1]."""
    numbers = columns.numbers
    sound = (numbers >= 0.0) & (numbers <= 1.0)  # a NaN is neither
    if sound.all():
        return
    row = int(np.argmin(sound.all(axis=1)))
    column = int(np.argmin(sound[row]))
    what = (
        f"{columns.where(row, names[column])}: "
        f"the probability is {numbers[row, column]:.6g}, not in [0, 1]"
    )
    raise _unsound(columns, what, unknown)


def _unsound(columns: Columns, what: str, unknown: Sequence[str], remedy: str = EACH) -> ModelError:
    if unknown:
        some = ", ".join(map(repr, unknown[:5])) + (", …" if len(unknown) > 5 else "")
        what += f" (no row is of the class {some})"
        remedy += f"; where {some} is no class, name it with {APART}"
    return ModelError(str(columns.path), what, remedy=remedy)
