"""Completion scripts: static, and read by the shells that they are for."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_bash_reads_its_script_and_completes_commands_and_options(run: Run, home: Path) -> None:
    script = home / "completion.bash"
    script.write_text(run("completion", "bash").out)
    subprocess.run(["bash", "-n", str(script)], check=True)
    ask = (
        f"source {script}; COMP_WORDS=(mcdeploy {{}}); COMP_CWORD={{}};"
        " _shtab_mcdeploy; echo ${{COMPREPLY[@]}}"
    )
    for words, at, expected in (("rol", 1, "rollback"), ("rollback --t", 2, "--to")):
        told = subprocess.run(
            ["bash", "-c", ask.format(words, at)], capture_output=True, text=True, check=True
        )
        assert told.stdout.split() == [expected]


@pytest.mark.parametrize("shell", ["zsh", "tcsh"])
def test_other_shells_have_theirs(run: Run, home: Path, shell: str) -> None:
    ran = run("completion", shell)
    assert ran.code == 0
    assert "rollback" in ran.out
    if shutil.which(shell):
        (home / "script").write_text(ran.out)
        subprocess.run([shell, "-n", str(home / "script")], check=True)


def test_without_shtab_it_says_how_to_get_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    ran = run("completion", "bash")
    assert (ran.code, ran.out) == (1, "")
    assert "pip install 'mcdeploy[completion]'" in ran.err
