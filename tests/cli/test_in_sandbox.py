"""The quickstart on three clouds, played by emulators: the main job from one end to the other."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mcdeploy import sandbox
from mcdeploy.sandbox import state
from mcdeploy.sandbox.sandbox import EMULATORS
from mcdeploy.testing.emulators import require
from tests.cli.conftest import Ran

MANIFEST = """\
apiVersion: mcdeploy/v1
kind: Deployment
name: flowers
model: {bundled: logistic-regression, data: iris, strategy: softmax, seed: 7}
evaluation: {gates: [{metric: f1_macro, min: 0.8}]}
targets:
  - {name: aws-virginia, provider: aws,   region: us-east-1,    bucket: models-virginia}
  - {name: gcp-belgium,  provider: gcp,   region: europe-west1, bucket: models-belgium}
  - {name: azure-tokyo,  provider: azure, region: japaneast,    account: modelstokyo, container: models}
  - {name: rack,         provider: local, path: ./rack}
replication: {require: majority}
"""  # noqa: E501 - as people write it
PROGRAM = [sys.executable, "-m", "mcdeploy"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    for emulator in EMULATORS:
        require(emulator)
    folder = tmp_path_factory.mktemp("sandboxed")
    (folder / "manifest.yaml").write_text(MANIFEST)
    yield folder
    sandbox.down(folder / "home" / "sandbox")


def run(place: Path, *argv: str, **variables: str) -> Ran:
    environ = {**os.environ, "MCDEPLOY_HOME": str(place / "home"), **variables}
    ran = subprocess.run(
        [*PROGRAM, *argv], cwd=place, env=environ, capture_output=True, text=True, check=False
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def test_p3_one_apply_three_clouds_one_of_them_dark_for_a_while(place: Path) -> None:
    """In one test, for each step stands on the one before."""
    first = run(place, "apply", "--sandbox", "--json")
    assert first.code == 0, first.err
    landed = first.only["landed"]
    assert isinstance(landed, dict)
    assert [url.split("/")[0] for url in landed.values()] == ["s3:", "gs:", "https:", "file:"]
    again = run(place, "apply", "--json", MCDEPLOY_SANDBOX="1")
    assert (again.code, again.only["changed"]) == (0, False)
    assert run(place, "status", "--sandbox", "--detailed-exitcode").code == 0

    fetched = run(place, "fetch", "--sandbox", "-o", "here", "--from", "azure:japaneast", "--json")
    assert (fetched.code, fetched.only["target"]) == (0, "azure-tokyo")
    assert run(place, "report", "--sandbox").code == 0
    assert run(place, "history", "--sandbox").code == 0
    assert run(place, "destroy", "--sandbox", "--yes").code == 0
    assert "nothing was released" in run(place, "status", "--sandbox").err


def test_p3_with_a_cloud_dark_apply_lands_on_the_others_and_the_next_run_heals(place: Path) -> None:
    folder = place / "home" / "sandbox"
    up = sandbox.up(folder)
    held = state.load(folder / "azurite")
    assert held is not None
    os.kill(held.process.pid, signal.SIGKILL)
    inside = dict(up.environment)  # as in `sandbox run`: nobody brings the emulator back
    partial = run(place, "apply", "--json", **inside)
    assert partial.code == 3, partial.err
    assert partial.only["waiting"]
    assert "azure-tokyo" in partial.err
    healed = run(place, "apply", "--sandbox", "--json")
    assert (healed.code, healed.only["waiting"]) == (0, {}), healed.err


def test_sandbox_run_gives_a_command_a_fresh_one_and_its_exit_code(place: Path) -> None:
    ran = run(place, "sandbox", "run", "--", *PROGRAM, "apply", "--json")
    assert ran.code == 0, ran.err
    assert ran.only["changed"] is True
    assert run(place, "sandbox", "run", "--", "sh", "-c", "exit 7").code == 7
    assert run(place, "sandbox", "run", "--", "sh", "-c", "kill -9 $$").code == 128 + 9
    assert run(place, "sandbox", "run", "--", "no-such-program").code == 1


def test_the_sandbox_is_brought_up_looked_at_and_taken_down(place: Path) -> None:
    up = run(place, "sandbox", "up", "--json")
    assert (up.code, up.only["healthy"]) == (0, True), up.err
    there = json.loads(run(place, "sandbox", "status", "--json").out)["results"][0]
    assert there["services"] == up.only["services"]
    down = run(place, "sandbox", "down", "--erase", "--json")
    assert (down.code, down.only["services"]) == (0, [])
    assert "is down" in run(place, "sandbox", "status").err
    assert not (place / "home" / "sandbox").exists()


def test_route_needs_a_sandbox_only_to_check(place: Path) -> None:
    home = place / "elsewhere"
    asked = {"MCDEPLOY_HOME": str(home), "MCDEPLOY_SANDBOX": "1"}
    try:
        assert run(place, "route", **asked).code == 0
        assert run(place, "route", "--sandbox", MCDEPLOY_HOME=str(home)).code == 0
        assert not home.exists()
        checked = run(place, "route", "--check", "--json", **asked)
        assert checked.code == 0, checked.err
        assert (home / "sandbox").is_dir()
    finally:
        sandbox.down(home / "sandbox")


def test_a_value_that_says_neither_yes_nor_no_is_an_error(place: Path) -> None:
    ran = run(place, "status", MCDEPLOY_SANDBOX="perhaps")
    assert ran.code == 1
    assert "MCDEPLOY_SANDBOX" in ran.err
