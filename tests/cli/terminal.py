"""A pseudo-terminal: run the real program as a person does."""

import os
import pty
import select
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PROGRAM = [sys.executable, "-m", "mcdeploy"]
SECONDS = 60.0  # a bound for a program that hangs


def typed(
    argv: list[str], folder: Path, environ: Mapping[str, str], answer: tuple[str, str] = ("", "")
) -> tuple[int, str]:
    """Run it with all three streams in a terminal; when it shows the first text of the answer, the
    second is typed. Gives the exit code, and all that the terminal showed."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*PROGRAM, *argv], cwd=folder, env=environ, stdin=theirs, stdout=theirs, stderr=theirs
    ) as child:
        os.close(theirs)
        shown = _watch(ours, answer)
        code = child.wait()
    os.close(ours)
    return code, shown


def _watch(ours: int, answer: tuple[str, str]) -> str:
    shown, asked = b"", answer[0].encode()
    while select.select([ours], [], [], SECONDS)[0]:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux says EIO when the last one has closed the other end
            break
        if not piece:
            break
        shown += piece
        if asked and asked in shown:
            os.write(ours, answer[1].encode() + b"\n")
            asked = b""
    return shown.decode(errors="replace")
