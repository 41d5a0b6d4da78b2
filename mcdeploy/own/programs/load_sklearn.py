"""Loads a scikit-learn dump, for the programs beside it. Loading one runs whatever is in it, so
this is only ever done in an environment of its own; where nobody vouches for the dump, only skops
loads it, and makes nothing but what skops itself trusts."""

from __future__ import annotations

import warnings
from typing import Any


def load(request: dict[str, Any]) -> Any:
    """What is in the dump at `model`; `skops` says who reads it, and `trusted` whether somebody
    vouches for it. ValueError when another version wrote it than `version`, and for a dump of
    joblib that nobody vouches for."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        model = read(request["model"], request["skops"], request["trusted"])
    version = request["version"]
    for one in told:
        wrote = getattr(one.message, "original_sklearn_version", version)
        if wrote != version:
            raise ValueError(f"scikit-learn {wrote} wrote it, not {version}")
    return model


def read(path: str, persisted: bool, trusted: bool) -> Any:
    """By the library that wrote it: skops, or joblib, which reads plain pickles too."""
    if persisted:
        import skops.io

        allowed = skops.io.get_untrusted_types(file=path) if trusted else []
        return skops.io.load(path, trusted=allowed)
    if not trusted:
        raise ValueError("nobody vouches for it, and loading it would run what is in it")
    import joblib

    return joblib.load(path)


def texts(values: Any) -> list[str]:
    """Labels as text."""
    return [str(value) for value in values.tolist()]
