"""Programs that run in another interpreter, and how they fail."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mcdeploy.environments.child import ended
from mcdeploy.errors import McdeployError

HOST = Path(__file__).with_name("host.py")
LARGEST = 2**30
"""Bytes of an answer: ten thousand rows of a thousand classes are a fifth of it."""
_KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR")
_SET = {
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONNOUSERSITE": "1",
    "PYTHONSAFEPATH": "1",
    "PYTHONUTF8": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}


class ProgramError(McdeployError):
    """A program failed in its environment.

    `kind` is the name of the exception's class and `message` its words; `during` names the
    functions that it came through, the innermost last. Of a program that died, or that did not end
    in time, `kind` and `during` are empty.
    """

    def __init__(
        self, who: str, message: str, *, kind: str = "", during: tuple[str, ...] = ()
    ) -> None:
        self.kind = kind
        self.message = message
        self.during = during
        super().__init__(who, f"{kind}: {message}" if kind else message)


def run(
    python: Path,
    program: Path,
    request: Mapping[str, object],
    *,
    timeout: float = 300,
    environ: Mapping[str, str] | None = None,
) -> Mapping[str, object]:
    """What `main(request)` of the program says, asked in that interpreter; both are JSON.

    It runs in an empty folder of its own, which is also its home, in one thread per library, and
    with none of our environment variables but the path, the language and those that `environ`
    names; what it started ends with it. Raises ProgramError when `main` raises, when the process
    dies, and when it has not ended after `timeout` seconds.
    """
    with tempfile.TemporaryDirectory(prefix="mcdeploy-") as name:
        folder = Path(name)
        work, answer, asked = folder / "work", folder / "answer.json", folder / "request.json"
        work.mkdir()
        asked.write_text(json.dumps(request), encoding="utf-8")
        command = [str(python), str(HOST), str(program.absolute()), str(answer)]
        try:
            code, words = ended(
                command, asked, work, _environ(work, environ or {}), timeout=timeout
            )
        except TimeoutError:
            raise ProgramError(program.stem, f"it did not end in {timeout:g} s") from None
        return _read(program.stem, answer, code, words)


def _environ(work: Path, more: Mapping[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, **_SET, "HOME": str(work), "TMPDIR": str(work), **more}


def _read(who: str, answer: Path, code: int, words: str) -> Mapping[str, object]:
    """What a foreign process wrote, which may be anything."""
    try:
        said = _bounded(answer)
        if "failure" in said:
            told = said["failure"]
            raise ProgramError(
                who, str(told["message"]), kind=str(told["kind"]), during=tuple(told["during"])
            )
        found: Mapping[str, object] = dict(said["answer"])
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        message = f"it ended with {code} and without an answer\n{words}".rstrip()
        raise ProgramError(who, message) from None
    return found


def _bounded(answer: Path) -> dict[str, Any]:
    if answer.stat().st_size > LARGEST:
        raise ValueError("nobody reads so much")
    return dict(json.loads(answer.read_text(encoding="utf-8")))
