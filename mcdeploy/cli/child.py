"""A command in a process of its own, with a few more variables."""

import os
import subprocess
from collections.abc import Mapping, Sequence

from mcdeploy.errors import UsageError


def run(words: Sequence[str], variables: Mapping[str, str]) -> int:
    """Run the command to its end and give its exit code: 128 and the signal's number when a signal
    ended it, as shells do. Ctrl-C reaches it by the terminal, and is waited for here; when this
    process must end for another reason, so must the command.

    Raises `UsageError` when there is no such program.
    """
    try:
        child = subprocess.Popen(words, env={**os.environ, **variables})
    except OSError as error:
        raise UsageError(words[0], f"cannot be run: {error.strerror}") from error
    with child:
        try:
            return _code(_wait(child))
        finally:
            if child.poll() is None:
                child.terminate()


def _wait(child: "subprocess.Popen[bytes]") -> int:
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


def _code(returned: int) -> int:
    return returned if returned >= 0 else 128 - returned
