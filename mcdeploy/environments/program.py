"""Programs that run in another interpreter, and how they fail."""

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from mcdeploy.errors import McdeployError

HOST = Path(__file__).with_name("host.py")
_TOLD = 12
_KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR")
_SET = {
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONNOUSERSITE": "1",
    "PYTHONSAFEPATH": "1",
    "PYTHONUTF8": "1",
}


class ProgramError(McdeployError):
    """A program failed in its environment.

    `kind` is the name of the exception's class and `message` its words; `during` names the
    functions that it came through, the innermost last. Of a program that died, or that did not end
    in time, `kind` is empty and `during` too.
    """

    def __init__(
        self, who: str, message: str, *, kind: str = "", during: tuple[str, ...] = ()
    ) -> None:
        self.kind = kind
        self.message = message
        self.during = during
        super().__init__(who, f"{kind}: {message}" if kind else message)


def run(
    python: Path, program: Path, request: Mapping[str, object], *, timeout: float = 300
) -> Mapping[str, object]:
    """What `main(request)` of the program says, asked in that interpreter; both are JSON.

    It runs in an empty folder of its own, which is also its home, with none of our environment
    variables but the path and the language, and in one thread per library. Raises ProgramError when
    `main` raises, when the process dies, and when it has not ended after `timeout` seconds.
    """
    with tempfile.TemporaryDirectory(prefix="mcdeploy-") as name:
        folder = Path(name)
        answer = folder / "answer.json"
        work = folder / "work"
        work.mkdir()
        ended = _run(python, program, json.dumps(request), answer, work, timeout)
        return _read(program, answer, ended)


def _run(
    python: Path, program: Path, request: str, answer: Path, work: Path, timeout: float
) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(
            [str(python), str(HOST), str(program.absolute()), str(answer)],
            input=request,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            cwd=work,
            env=_environ(work),
            timeout=timeout,
        )
    except subprocess.TimeoutExpired as late:
        raise ProgramError(program.stem, f"it did not end in {timeout:g} s") from late


def _environ(work: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, **_SET, "HOME": str(work), "TMPDIR": str(work)}


def _read(
    program: Path, answer: Path, ended: "subprocess.CompletedProcess[str]"
) -> Mapping[str, object]:
    try:
        said = json.loads(answer.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        words = "\n".join(ended.stderr.strip().splitlines()[-_TOLD:])
        raise ProgramError(
            program.stem, f"it ended with {ended.returncode} and said nothing\n{words}".rstrip()
        ) from None
    if "failure" in said:
        told = said["failure"]
        raise ProgramError(
            program.stem, told["message"], kind=told["kind"], during=tuple(told["during"])
        )
    found: Mapping[str, object] = said["answer"]
    return found
