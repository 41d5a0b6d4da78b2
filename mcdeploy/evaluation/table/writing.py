"""From predictions to a file."""

from collections.abc import Iterable, Iterator

from mcdeploy.domain import Predictions

SPECIAL = frozenset('",;\t\r\n')
"""What must be quoted, for any delimiter that a reader may try."""


def write(predictions: Predictions) -> bytes:
    """The predictions as a CSV file in UTF-8 that `read` reads back: the same rows and names, and
    each probability to the last bit. The same predictions give the same bytes.

    The columns are `label`, the classes, and the groups by name. Where a class is called `label`
    the first column is called `label_` (and so on, until it has a name of its own), and so with
    groups; blanks around names are lost.
    """
    label, groups = names(predictions.classes, predictions.groups)
    columns = [
        _texts([predictions.classes[place] for place in predictions.labels.tolist()]),
        *(map(repr, column.tolist()) for column in predictions.probabilities.T),
        *(_texts(predictions.groups[name].tolist()) for name in sorted(predictions.groups)),
    ]
    header = _texts((label, *predictions.classes, *groups))
    lines = [",".join(header), *map(",".join, zip(*columns, strict=True))]
    return "".join(f"{line}\n" for line in lines).encode()


def names(classes: Iterable[str], groups: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """What `write` calls the column of the true classes, and those of the groups, by name."""
    taken = set(classes)
    label, *columns = (_free(name, taken) for name in ("label", *sorted(groups)))
    return label, tuple(columns)


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def _texts(cells: Iterable[str]) -> Iterator[str]:
    return (
        f'"{cell.replace(chr(34), chr(34) * 2)}"' if SPECIAL & set(cell) else cell for cell in cells
    )
