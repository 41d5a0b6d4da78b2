"""Loads a scikit-learn dump, for the programs beside it. Loading one runs whatever is in it, so
this is only ever done in an environment of its own."""

from __future__ import annotations

import warnings
from typing import Any


def load(path: str, version: str, persisted: bool) -> Any:
    """What is in the dump. ValueError when another version wrote it than is said."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        model = read(path, persisted)
    for one in told:
        wrote = getattr(one.message, "original_sklearn_version", version)
        if wrote != version:
            raise ValueError(f"scikit-learn {wrote} wrote it, not {version}")
    return model


def read(path: str, persisted: bool) -> Any:
    """By the library that wrote it: skops, or joblib, which reads plain pickles too."""
    if not persisted:
        import joblib

        return joblib.load(path)
    import skops.io

    return skops.io.load(path, trusted=skops.io.get_untrusted_types(file=path))


def texts(values: Any) -> list[str]:
    """Labels as text."""
    return [str(value) for value in values.tolist()]
