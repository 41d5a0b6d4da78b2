"""P5: an apply that got SIGKILL is run again, goes on where it was, and leaves nothing behind.

Bytes are counted on their way to the emulators; what a killed run may have said counts for nothing.
"""

import json
import random
import shutil
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from mcdeploy.replicate.job import PART
from tests.replication.line import Point
from tests.replication.scene import ENVELOPE, MIB, THREE, Scene, landed

SIZES = {"shard-1": 20 * MIB, "shard-2": 12 * MIB, "shard-3": 7 * MIB, "config": MIB}
APPLY = [sys.executable, "-m", "mcdeploy", "apply", "--json"]
LISTING = ("aws", "azure")  # who tell which uploads there are
WITHIN = 60.0
MOMENTS = [*(random.Random(seed).random() for seed in (1, 0)), 1.0]  # noqa: S311
"""Shares of all bytes; at the last one they are all there, and nothing is completed."""


def killed(scene: Scene, after: float) -> None:
    """An apply, killed when so many bytes have passed; what was under way then arrives."""
    point = Point(int(after))
    for line in scene.lines.values():
        line.admit = point
    with subprocess.Popen(
        APPLY, cwd=scene.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            assert point.reached(WITHIN)
        finally:
            process.kill()
            process.wait()
            point.end()
    for line in scene.lines.values():
        line.drain()


def again(scene: Scene) -> dict[str, int]:
    """The same apply; the bytes that it says to have sent to each target."""
    ran = subprocess.run(APPLY, cwd=scene.folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["results"][0]["waiting"] == {}
    events = [json.loads(line) for line in ran.stderr.splitlines() if line.startswith("{")]
    return {one["target"]: one["sent"] for one in events if one["event"] == "moved"}


def taken(scene: Scene) -> dict[str, int]:
    return {provider: line.taken for provider, line in scene.lines.items()}


def unfinished(scene: Scene) -> list[str]:
    """The sessions of Cloud Storage, which lists none, that hold bytes of no object. One that holds
    nothing may be left: its URL was still under way to the process that died."""
    return [url for url in scene.lines["gcp"].sessions if _holds(url)]


def _holds(url: str) -> bool:
    asked = Request(url, b"", {"Content-Range": "bytes */1"}, method="PUT")  # noqa: S310
    try:
        urlopen(asked).close()  # noqa: S310
    except HTTPError as told:
        return told.code == 308 and "Range" in told.headers
    return False


@pytest.mark.parametrize("moment", MOMENTS, ids="{:.2f}".format)
def test_p5_what_had_arrived_is_not_sent_again(scene: Scene, moment: float) -> None:
    """By nobody: each store takes each byte once, and what the second run tells is the rest."""
    size, deployment = scene.weigh(**SIZES), scene.deployment()
    killed(scene, moment * size * len(THREE))
    before = taken(scene)
    assert sum(before.values()) >= moment * size * len(THREE) - PART * len(THREE)
    scene.mend()
    told = again(scene)
    for provider, rest in taken(scene).items():
        assert size <= before[provider] + rest < size + len(SIZES) * ENVELOPE
        assert abs(told.get(provider, 0) - rest) < len(SIZES) * ENVELOPE
    assert landed(scene, deployment)
    assert unfinished(scene) == []
    assert scene.lines["gcp"].sessions


def test_p5_without_the_journal_the_stores_are_asked(scene: Scene) -> None:
    size, deployment = scene.weigh(**SIZES), scene.deployment(*map(scene.target, LISTING))
    killed(scene, 0.7 * size * len(LISTING))
    shutil.rmtree(scene.folder / "state")
    before = taken(scene)
    scene.mend()
    again(scene)
    for provider in LISTING:
        assert before[provider] + scene.lines[provider].taken == size
    assert landed(scene, deployment)


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "lost"])
def test_p5_of_an_upload_session_the_journal_alone_knows(scene: Scene, kept: bool) -> None:
    """Cloud Storage lists none, so without the journal what was under way begins anew there."""
    size, deployment = scene.weigh(shard=3 * PART - 1), scene.deployment(scene.target("gcp"))
    killed(scene, PART + 1)
    assert len(list((scene.folder / "state" / "mcdeploy" / "uploads").iterdir())) == 1
    line = scene.lines["gcp"]
    assert line.taken == 2 * PART
    if not kept:
        shutil.rmtree(scene.folder / "state")
    scene.mend()
    again(scene)
    assert line.taken == (size - 2 * PART if kept else size)
    assert landed(scene, deployment)
    assert len(unfinished(scene)) == (0 if kept else 1)
