"""Rows with names for people."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """`values`, float64, has shape (n, p); each of the n `names` says which row it is."""

    values: "NDArray[np.float64]"
    names: tuple[str, ...]

    def chosen(self, mask: "NDArray[np.bool_]") -> "Rows":
        names = tuple(name for name, kept in zip(self.names, mask, strict=True) if kept)
        return Rows(self.values[mask], names)


def joined(parts: Iterable[Rows]) -> Rows:
    """One after the other; there is at least one."""
    told = list(parts)
    names = tuple(name for part in told for name in part.names)
    return Rows(np.concatenate([part.values for part in told]), names)


def spread(total: int, most: int) -> "NDArray[np.int64]":
    """At most so many of the indices below `total`, evenly, with the first and the last."""
    return np.unique(np.linspace(0, total - 1, min(total, most)).round().astype(np.int64))
