"""Models are trained once for all tests that look at them."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from mcdeploy.bundled import train
from mcdeploy.domain import Model

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

trained_once = cache(train)


@pytest.fixture
def trained() -> Callable[..., Model]:
    """`train`, remembering what it has made."""
    return trained_once


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Write a CSV file and give its path."""

    def _write(content: str | bytes) -> Path:
        path = tmp_path / "data.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return _write
