"""The names of a table's columns."""

from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from mcdeploy.errors import ModelError

SHOWN = 20
LOOKED_AT = 1000
"""Columns among which the nearest name is sought."""


def check_names(path: Path, where: str, header: Sequence[str]) -> None:
    """ModelError when a column has no name, or the name of another."""
    for name, times in Counter(header).items():
        if not name:
            what = f"{where}column {header.index(name) + 1} has no name"
            remedy = "name every column (pandas writes its index so: to_csv(index=False))"
            raise ModelError(str(path), what, remedy=remedy)
        if times > 1:
            what = f"{where}{times} columns are called {name!r}"
            raise ModelError(str(path), what, remedy="give every column a name of its own")


def place(path: Path, header: Sequence[str], name: str) -> int:
    """Which column has the name. ModelError with the nearest when there is none."""
    if name in header:
        return header.index(name)
    near = get_close_matches(name, header[:LOOKED_AT], n=1)
    more = ", …" if len(header) > SHOWN else ""
    columns = f"the columns are {', '.join(header[:SHOWN])}{more}"
    raise ModelError(
        str(path),
        f"there is no column {name!r}",
        remedy=f"did you mean {near[0]!r}? {columns}" if near else columns,
    )
