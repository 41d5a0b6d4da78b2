"""A cache, lock files and an index of our own: uv is real, and nobody asks the network."""

import importlib
from pathlib import Path

import pytest

from tests.environments import small_package


@pytest.fixture
def locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of lock files: `small` pins a package that is there, `wrong` one whose digest is
    another, `missing` one that nobody has, `bare` one without a digest."""
    folder, index = tmp_path / "locks", tmp_path / "index"
    folder.mkdir()
    index.mkdir()
    digest = small_package.build(index)
    small_package.lock(folder / "small.txt", digest)
    small_package.lock(folder / "wrong.txt", "0" * 64)
    text = (folder / "small.txt").read_text(encoding="utf-8")
    (folder / "missing.txt").write_text(text.replace("small-", "missing-"), encoding="utf-8")
    (folder / "bare.txt").write_text("small-package==1.0\n", encoding="utf-8")
    monkeypatch.setattr(importlib.import_module(_MODULE), "LOCKS", folder)
    monkeypatch.setenv("MCDEPLOY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "uv"))
    monkeypatch.setenv("UV_FIND_LINKS", str(index))
    monkeypatch.setenv("UV_NO_INDEX", "1")
    monkeypatch.setenv("UV_PYTHON_DOWNLOADS", "never")
    return folder


_MODULE = "mcdeploy.environments.environment"  # the package's name of it is the function
