"""The folders that packages lie in."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from mcdeploy.domain import Content

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

Release = Callable[[Mapping[str, Content]], Path]


@pytest.fixture
def release(tmp_path: Path) -> Release:
    """Write a package's files below `model/` of a release's folder, and give that folder."""

    def _release(files: Mapping[str, Content]) -> Path:
        for path, content in files.items():
            place = tmp_path / "release" / "model" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
        return tmp_path / "release"

    return _release
