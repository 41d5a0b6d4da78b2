"""What a person sees in a terminal, and what a log sees instead."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import RACKS
from tests.cli.terminal import PROGRAM, typed

ESCAPE = "\x1b"


@pytest.fixture
def environ(home: Path) -> dict[str, str]:
    """A plain terminal of 120 columns."""
    assert home.is_dir()
    return {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}


def test_bars_stages_and_colour_appear_in_a_terminal(home: Path, environ: dict[str, str]) -> None:
    code, shown = typed(["apply"], home, environ)
    assert code == 0
    assert f"{ESCAPE}[" in shown
    for stage in ("model", "package", "plan", "replicate", "release"):
        assert f"{ESCAPE}[1m{stage}{ESCAPE}[0m" in shown
    assert "━" in shown
    assert "KiB of" in shown
    assert shown.index("Plan for demo") < shown.index("━") < shown.index("answers from")


def test_no_color_is_honoured_in_a_terminal(home: Path, environ: dict[str, str]) -> None:
    code, shown = typed(["plan"], home, {**environ, "NO_COLOR": "1"})
    assert code == 0
    assert "Plan for demo" in shown
    assert ESCAPE not in shown


def test_quiet_shows_no_bars(home: Path, environ: dict[str, str]) -> None:
    assert typed(["apply", "--quiet"], home, environ) == (0, "")


@pytest.mark.parametrize(
    ("answer", "code", "left"), [("y", 0, False), ("", 1, True), ("no", 1, True)]
)
def test_destroy_asks_in_a_terminal(
    home: Path, environ: dict[str, str], answer: str, code: int, left: bool
) -> None:
    typed(["apply", "--quiet"], home, environ)
    ended, shown = typed(["destroy"], home, environ, ("[y/N]", answer))
    assert "Delete all of demo, with its history?" in shown
    assert ended == code
    assert bool(list((home / RACKS[0]).rglob("weights.bin"))) is left


def test_destroy_asks_nothing_where_nothing_would_be_deleted(
    home: Path, environ: dict[str, str]
) -> None:
    code, shown = typed(["destroy"], home, environ)
    assert code == 0
    assert "[y/N]" not in shown


def test_a_log_gets_the_plan_but_no_bars_no_stages_and_no_colour(
    home: Path, environ: dict[str, str]
) -> None:
    ran = subprocess.run(
        [*PROGRAM, "apply"], cwd=home, env=environ, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "Plan for demo" in ran.stderr
    assert ESCAPE not in ran.stderr
    assert "━" not in ran.stderr
    assert "replicate" not in ran.stderr


def test_a_reader_that_goes_away_is_no_traceback(home: Path, environ: dict[str, str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ran = subprocess.run(
        [*PROGRAM, "schema"],
        cwd=home,
        env=environ,
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert ran.returncode == 1
    assert ran.stderr == b""


@pytest.mark.parametrize("argv", [["--help"], ["route"], ["--version"], ["validate"]])
def test_what_moves_nothing_imports_no_sdk(home: Path, argv: list[str]) -> None:
    program = (
        "import sys; from mcdeploy.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "heavy = ('boto3', 'google', 'azure', 'libcloud', 'sklearn', 'numpy', 'rich', 'awscrt')\n"
        "sys.exit(' '.join(one for one in heavy if one in sys.modules) or None)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *argv], cwd=home, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
