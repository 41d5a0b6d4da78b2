"""What the process says to its caller: each exit code, and the gravest of several."""

import subprocess
import sys
from pathlib import Path

import pytest

from mcdeploy.cli.console import console
from mcdeploy.cli.results import Result, finish
from mcdeploy.errors import ExitCode
from tests.cli.conftest import Darken, Run, manifest, weigh


def test_0_when_it_is_done(run: Run) -> None:
    assert run("apply").code == 0


def test_1_for_an_error(run: Run) -> None:
    assert run("apply", "no-such-file.yaml").code == 1


def test_1_and_not_2_for_a_command_line_that_cannot_be(run: Run) -> None:
    for argv in (["aply"], [], ["fetch"], ["apply", "--detailed-exitcode"], ["sandbox"]):
        ran = run(*argv)
        assert ran.code == 1
        assert ran.err.startswith("error: mcdeploy")
        assert "--help" in ran.err


def test_2_for_changes_and_drift_but_only_when_asked(run: Run) -> None:
    assert run("plan").code == 0
    assert run("plan", "--detailed-exitcode").code == 2
    run("apply")
    assert run("plan", "--detailed-exitcode").code == 0


def test_p3_3_when_a_target_waits_and_the_next_run_heals_it(
    run: Run, darken: Darken, home: Path
) -> None:
    darken("lima")
    ran = run("apply")
    assert ran.code == 3
    assert "lima" in ran.err
    assert "the cloud is dark" in ran.err
    assert run("plan", "--detailed-exitcode").code == 2
    again = run("apply", "--json")
    assert (again.code, again.only["changed"]) == (3, False)
    darken()
    assert run("apply").code == 0
    assert list((home / "lima").rglob("weights.bin"))


def test_3_or_more_dark_than_the_manifest_allows_is_an_error(run: Run, darken: Darken) -> None:
    darken("lima", "lagos")
    ran = run("apply")
    assert ran.code == 1
    assert "remedy:" in ran.err


def test_4_for_a_conflict(run: Run, home: Path) -> None:
    run("plan", "-o", "plan.json")
    weigh(home, "two")
    assert run("apply", "--plan", "plan.json").code == 4


def test_5_when_bytes_are_not_what_they_should_be(run: Run, home: Path) -> None:
    run("apply")
    for rack in ("berlin", "lagos", "lima"):
        weights = next((home / rack).rglob("weights.bin"))
        weights.chmod(0o600)
        weights.write_text("bad" * 1000)
    ran = run("fetch", "-o", "here")
    assert ran.code == 5
    assert not list((home / "here").rglob("weights.bin*"))


@pytest.mark.parametrize(
    ("codes", "gravest"),
    [
        ((), 0),
        ((0, 2), 2),
        ((2, 3, 0), 3),
        ((3, 1), 1),
        ((1, 4, 3), 4),
        ((4, 5, 1), 5),
    ],
)
def test_the_gravest_of_several(codes: tuple[int, ...], gravest: int) -> None:
    results = [Result({}, ExitCode(code)) for code in codes]
    assert finish(console(), "apply", results) == gravest


def test_an_error_in_one_deployment_does_not_keep_the_next_from_its_apply(
    run: Run, home: Path
) -> None:
    missing = manifest("first").replace("./", "./missing-").replace("-weights", "-weights")
    (home / "manifest.yaml").write_text(f"{missing}---\n{manifest('second')}")
    ran = run("apply")
    assert ran.code == 1
    assert list((home / "lima").rglob("weights.bin"))


def test_an_error_of_our_own_asks_to_be_reported(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("seven by nothing")

    monkeypatch.setattr("mcdeploy.operations.status.status", broken)
    ran = run("status", "--json")
    assert (ran.code, ran.only["type"]) == (1, "ZeroDivisionError")
    assert "report" in ran.err
    assert "Traceback" not in ran.err
    assert "Traceback" in run("status", "--verbose").err


def test_ctrl_c_says_that_the_same_command_goes_on(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mcdeploy.deploy.apply", interrupted)
    ran = run("apply")
    assert ran.code == 130
    told = "interrupted: the same command run again finishes the work"
    assert ran.err.splitlines()[-1] == told
    assert run("apply", "--json").only["exit_code"] == 130


def test_a_stdout_that_takes_nothing_is_told_once(home: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "mcdeploy", "validate", str(home / "manifest.yaml"), "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 1
    assert (
        ran.stderr.splitlines()[-1] == "error: stdout: cannot be written: No space left on device"
    )
    assert "Traceback" not in ran.stderr


def test_what_was_meant_for_the_sandbox_is_never_done_to_a_real_store(run: Run, home: Path) -> None:
    """Refused before any emulator starts."""
    real = "endpoint: https://s3.example.com, country: de, coordinates: [50.1, 8.7]"
    target = f"  - {{name: real, provider: aws, bucket: real-bucket, {real}}}\n"
    manifest = home / "manifest.yaml"
    manifest.write_text(manifest.read_text().replace("targets:\n", f"targets:\n{target}"))
    ran = run("apply", "--sandbox")
    assert ran.code == 1
    assert "real: the sandbox does not play https://s3.example.com" in ran.err
