"""`--allow-failed-gates`: what would be held back goes through, and everybody can read why."""

import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Run

REASON = "a demonstration, agreed with the board"
EVALUATION = """\
evaluation:
  predictions: {file: said.csv}
  intervals: {resamples: 0}
  gates: [{metric: accuracy, min: 0.9}]
"""


@pytest.fixture
def bad(home: Path) -> Path:
    """The model was wrong in one row of four."""
    rows = ("a,0.75,0.25", "a,0.75,0.25", "b,0.25,0.75", "b,0.75,0.25")
    (home / "said.csv").write_text("\n".join(("label,a,b", *rows)))
    with (home / "manifest.yaml").open("a") as file:
        file.write(EVALUATION)
    return home


def test_a_failed_gate_is_exit_code_1_and_the_remedy_names_the_option(run: Run, bad: Path) -> None:
    ran = run("apply")
    assert ran.code == 1
    assert "accuracy: 0.75, must be at least 0.9" in ran.err
    assert "--allow-failed-gates" in ran.err
    assert not any((bad / "berlin").iterdir())


def test_the_reason_is_told_by_every_command(run: Run, bad: Path) -> None:
    del bad
    told = f"gates were allowed to fail: {REASON}"
    plan = run("plan", "--allow-failed-gates", REASON)
    assert told in plan.err
    assert "note: accuracy at least 0.9: 0.75, must be at least 0.9" in plan.err
    applied = run("apply", "--allow-failed-gates", REASON)
    assert applied.code == 0
    assert told in applied.err
    assert told in run("status").err
    assert run("status", "--json").only["waiver"] == REASON
    again = run("apply", "--allow-failed-gates", REASON, "--json").only
    assert (again["waiver"], again["changed"]) == (REASON, False)


def test_a_saved_plan_says_how_it_is_carried_out(run: Run, bad: Path) -> None:
    del bad
    ran = run("plan", "-o", "plan.json", "--allow-failed-gates", REASON)
    command = ran.err.strip().splitlines()[-1].partition("mcdeploy ")[2]
    assert run(*shlex.split(command)).code == 0


@pytest.mark.parametrize("command", ["plan", "apply"])
@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_is_let_through(run: Run, command: str, reason: str) -> None:
    ran = run(command, "--allow-failed-gates", reason)
    assert ran.code == 1
    assert "--allow-failed-gates: there is no reason" in ran.err


def test_where_nobody_asks_nothing_is_waived(run: Run) -> None:
    assert run("apply", "--json").only["waiver"] == ""
    assert run("status", "--json").only["waiver"] == ""
    assert "allowed to fail" not in run("status").err
