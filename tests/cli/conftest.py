"""A folder to work in, with a manifest of three racks, and the command line run inside of it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from mcdeploy import clouds
from mcdeploy.cli import main
from mcdeploy.domain import Target
from mcdeploy.store.contract import Store
from mcdeploy.testing.faults import Dark

RACKS = ("berlin", "lagos", "lima")
MANIFEST = """\
apiVersion: mcdeploy/v1
kind: Deployment
name: {name}
model: {{path: ./weights}}
targets:
{targets}
replication: {{require: majority}}
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.out)
        return found

    @property
    def only(self) -> dict[str, object]:
        """Its one result."""
        results = self.document["results"]
        assert isinstance(results, list)
        assert len(results) == 1
        found: dict[str, object] = results[0]
        return found


Run = Callable[..., Ran]
Darken = Callable[..., None]


def manifest(name: str, racks: Sequence[str] = RACKS) -> str:
    lines = [f"  - {{name: {rack}, provider: local, path: ./{rack}}}" for rack in racks]
    return MANIFEST.format(name=name, targets="\n".join(lines))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: `manifest.yaml`, three empty racks, and weights of two small files."""
    for variable in ("MCDEPLOY_SANDBOX", "NO_COLOR", "MCDEPLOY_LOCAL_ROOT"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    for folder in (*RACKS, "weights"):
        (tmp_path / folder).mkdir()
    weigh(tmp_path, "one")
    (tmp_path / "weights" / "config.json").write_text("{}")
    (tmp_path / "manifest.yaml").write_text(manifest("demo"))
    return tmp_path


def weigh(home: Path, text: str) -> None:
    """Give the model other weights."""
    (home / "weights" / "weights.bin").write_text(text * 1000)


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command in that folder, in this process."""
    assert Path.cwd() == home

    def one(*argv: str) -> Ran:
        capsys.readouterr()
        code = main(argv)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return one


@pytest.fixture
def darken(monkeypatch: pytest.MonkeyPatch) -> Darken:
    """From now on these racks answer nothing: an injected fault, for a folder is always there."""
    opened = clouds.connect

    def dark(*racks: str) -> None:
        def connect(target: Target, **_: object) -> Store:
            return Dark(opened(target), dark=target.name in racks)

        monkeypatch.setattr(clouds, "connect", connect)

    return dark
