"""A process with everything that it starts."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_LINES = 12
_BYTES = 16_384


def ended(
    command: Sequence[str],
    given: Path,
    work: Path,
    environ: Mapping[str, str],
    *,
    timeout: float,
) -> tuple[int, str]:
    """The exit code of the command and the end of what it printed.

    It reads the file `given` and works in the folder `work`; what it prints goes to a file, so that
    nobody waits for a grandchild that keeps a pipe open. Nothing of it is left running. Raises
    TimeoutError after `timeout` seconds.
    """
    printed = work.with_name("printed.txt")
    with given.open("rb") as asked, printed.open("wb") as said:
        process = subprocess.Popen(
            list(command),
            stdin=asked,
            stdout=said,
            stderr=said,
            cwd=work,
            env=dict(environ),
            start_new_session=True,
        )
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise TimeoutError from None
        finally:
            _end(process)
    return code, _end_of(printed)


def _end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _end_of(printed: Path) -> str:
    with printed.open("rb") as file:
        file.seek(max(0, printed.stat().st_size - _BYTES))
        text = file.read().decode("utf-8", "replace")
    return "\n".join(text.strip().splitlines()[-_LINES:])
