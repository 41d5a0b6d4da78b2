"""Rows with their classes, as numbers."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """`rows` has shape (n, p) and is float64; `labels` has shape (n,): indices into `classes`.
    `groups` are columns of text, each of shape (n,), that are no features."""

    name: str
    features: tuple[str, ...]
    classes: tuple[str, ...]
    rows: NDArray[np.float64]
    labels: NDArray[np.int64]
    groups: Mapping[str, NDArray[np.str_]] = field(default_factory=dict)

    def take(self, indices: NDArray[np.int64]) -> "Dataset":
        """The rows at those places, in that order."""
        groups = {column: texts[indices] for column, texts in self.groups.items()}
        return replace(self, rows=self.rows[indices], labels=self.labels[indices], groups=groups)

    def counts(self) -> tuple[int, ...]:
        """How many rows each class has."""
        counted = np.bincount(self.labels, minlength=len(self.classes))
        return tuple(int(count) for count in counted)

    def constants(self) -> tuple[str, ...]:
        """The features that have one value in all rows."""
        same = np.all(self.rows == self.rows[:1], axis=0)
        return tuple(name for name, constant in zip(self.features, same, strict=True) if constant)

    def digest(self) -> str:
        """SHA-256 over the names (JSON), the rows (float64) and the labels (int64), both
        little-endian and row by row: it depends on what the model learns from, not on its file.
        The groups, from which it does not learn, are not in it."""
        names = json.dumps([self.features, self.classes, self.rows.shape], separators=(",", ":"))
        digest = hashlib.sha256(names.encode())
        digest.update(np.ascontiguousarray(self.rows, dtype="<f8").tobytes())
        digest.update(np.ascontiguousarray(self.labels, dtype="<i8").tobytes())
        return digest.hexdigest()
