"""Keys, and a folder to sign."""

from pathlib import Path

import pytest

from mcdeploy.domain import Signing, Trust
from mcdeploy.signature import keys, trust

FILES = {
    "release.json": b'{"schema":"mcdeploy/release/v1"}',
    "evaluation/report.json": b"{}",
    "model/a.b": b"sorted before a/c as text, after it as a path",
    "model/a/c": b"",
    "model/模型.bin": b"\x00\xff",
}


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A private and a public key."""
    return keys.new(tmp_path / "pair")


@pytest.fixture
def trusted(pair: tuple[Path, Path]) -> Trust:
    return trust(Signing(trusted=(pair[1],)), {})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = tmp_path / "demo"
    for name, data in FILES.items():
        (where / name).parent.mkdir(parents=True, exist_ok=True)
        (where / name).write_bytes(data)
    return where
