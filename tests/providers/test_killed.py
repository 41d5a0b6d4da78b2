"""P5: an upload whose process was killed is gone on with by another one, at every provider."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mcdeploy.store.contract import Part, Store, Upload
from mcdeploy.store.digest import digest
from mcdeploy.store.objects import get
from mcdeploy.store.trace import Call, Traced

from .clouds import RIGS, credentials, encoded, opened, settings

ROOT = Path(__file__).parents[2]
PART = 5 * 2**20
DATA = bytes(range(251)) * (5 * PART // 251) + b"the end" * 99
WHOLE = digest([DATA]).checksums()
COUNT = -(-len(DATA) // PART)
KEY = "deep/down/large"


@dataclass(frozen=True)
class Scene:
    """Where the upload goes, and what is called on its store here."""

    provider: str
    own: dict[str, object]
    store: Store
    calls: list[Call]


@pytest.fixture(params=[*RIGS, "local"])
def scene(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Scene]:
    provider, url = request.param, str(tmp_path / "rack")
    if provider in RIGS:
        url = request.getfixturevalue(RIGS[provider]).url
    credentials(monkeypatch, url)
    own = settings(provider, url, "killed")
    calls: list[Call] = []
    store = Traced(opened(provider, own), calls.append)
    yield Scene(provider, own, store, calls)
    store.delete(KEY)
    store.close()


def _killed_after(scene: Scene, parts: int, folder: Path) -> Upload:
    """Another process begins the upload and is killed when so many parts are there, or more."""
    (folder / "data").write_bytes(DATA)
    program = [sys.executable, "-m", "tests.providers.uploader", scene.provider]
    process = subprocess.Popen(
        [*program, encoded(scene.own), KEY, str(PART), str(folder / "data")],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process:
        told = [process.stdout.readline().strip() for _ in range(parts + 1)]
        process.kill()
    return Upload(KEY, told[0])


def _rest(store: Store, upload: Upload) -> list[int]:
    """Send what the store does not hold; the numbers of those parts."""
    held = {part.number for part in store.parts(upload)}
    missing = [number for number in range(1, COUNT + 1) if number not in held]
    for number in missing:
        store.put_part(upload, number, DATA[(number - 1) * PART : number * PART])
    return missing


@pytest.mark.parametrize("parts", [0, 1, 3, COUNT])
def test_another_process_sends_only_what_is_missing_p5(
    scene: Scene, parts: int, tmp_path: Path
) -> None:
    upload = _killed_after(scene, parts, tmp_path)
    store = scene.store
    assert [part.number for part in store.parts(upload)][:parts] == list(range(1, parts + 1))
    assert all(_is_right(part) for part in store.parts(upload))
    missing = _rest(store, upload)
    assert len(missing) <= COUNT - parts
    store.complete(upload, store.parts(upload), WHOLE)
    assert get(store, KEY)[0] == DATA
    sent = [call for call in scene.calls if call.operation == "put_part"]
    assert len(sent) == len(missing)


def _is_right(part: Part) -> bool:
    return part.size == (PART if part.number < COUNT else len(DATA) - (COUNT - 1) * PART)


def test_what_a_killed_process_left_is_found_without_a_word_of_it_p5(
    scene: Scene, tmp_path: Path
) -> None:
    if not scene.store.capabilities.lists_uploads:
        pytest.skip("capability: no lists_uploads")
    left = _killed_after(scene, 2, tmp_path)
    assert list(scene.store.uploads("deep/")) == [left]
    scene.store.abort(left)
    assert list(scene.store.uploads("deep/")) == []
