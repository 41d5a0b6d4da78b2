"""The command line: argv to the public API to an exit code. The only place that prints."""

import gc
import sys
import warnings
from collections.abc import Sequence

ALLOCATIONS = 100_000
"""Between two collections: a start makes many objects, nearly all of them to stay."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. `argv` is without the program's name; without it
    the command is that of this process, which then ends."""
    if argv is not None:
        return _run(argv)
    gc.set_threshold(ALLOCATIONS)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # they are for developers, who ask for them with -W
    try:
        return _run(sys.argv[1:])
    finally:
        gc.freeze()  # else the end of the process looks for garbage among all that was imported


def _run(argv: Sequence[str]) -> int:
    from mcdeploy.cli.program import run

    return run(argv)
