"""Hostile pickles, whose payload leaves a file behind when anybody loads them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

Hostile = Callable[..., bytes]


class Touch:
    """Pickles as a call that makes a file."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch {self.trace}",)


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    """What is there once the payload ran."""
    return tmp_path / "the-payload-ran"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own."""
    monkeypatch.setenv("MCDEPLOY_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"
