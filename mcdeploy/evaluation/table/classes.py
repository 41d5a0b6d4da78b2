"""The true class of each row, among those that the model knows."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import PredictionsFile
from mcdeploy.errors import ModelError
from mcdeploy.evaluation.absent import absent
from mcdeploy.evaluation.table.layout import SCORE
from mcdeploy.tabular import Columns

OBVIOUS = (("0", "1"), ("false", "true"), ("no", "yes"))
"""Two classes, in any case, of which the last is the positive one."""

POSITIVE = "name the positive class: --positive CLASS (in a manifest: evaluation.positive)"


def indices(columns: Columns, label: str, classes: Sequence[str]) -> NDArray[np.int64]:
    """The true classes as indices into `classes`. ModelError names the first row of a class that
    is not among them, or of none."""
    text = columns.texts[label]
    index = {name: position for position, name in enumerate(classes)}
    places = np.array([index.get(name, -1) for name in text.values], dtype=np.int64)
    if (places >= 0).all():
        return places[text.codes]
    code = int(np.argmax(places < 0))
    name, row = text.values[code], int(np.argmax(text.codes == code))
    raise ModelError(
        str(columns.path),
        f"{columns.where(row, label)}: {absent('class', name[:80], classes)}",
        remedy="give every class that comes true a column of probabilities, named like the class",
    )


def positive(file: PredictionsFile, classes: Sequence[str]) -> str:
    """The class whose probability the one column is. ModelError when there are not two classes,
    or nothing tells which of them it is."""
    if len(classes) != 2:
        some = ", ".join(map(repr, classes[:5])) + (", …" if len(classes) > 5 else "")
        raise ModelError(
            str(file.path),
            f"a column {SCORE!r} tells two classes apart, but the true classes are {some}",
            remedy="give every class a column of probabilities, named like the class",
        )
    if file.positive is None and tuple(name.casefold() for name in classes) in OBVIOUS:
        return classes[1]
    check_positive(file, classes)
    if file.positive is None:
        some = " or ".join(map(repr, classes))
        what = f"does column {SCORE!r} hold the probability of {some}?"
        raise ModelError(str(file.path), what, remedy=POSITIVE)
    return file.positive


def check_positive(file: PredictionsFile, classes: Sequence[str]) -> None:
    """ModelError when the class that is called positive is none of the classes."""
    if file.positive is not None and file.positive not in classes:
        what = absent("class", file.positive, classes)
        raise ModelError(str(file.path), what, remedy=POSITIVE)
