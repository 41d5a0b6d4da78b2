"""The command line: argv to the public API to an exit code. The only place that prints."""

import gc
from collections.abc import Sequence

ALLOCATIONS = 100_000
"""Between two collections: a start makes many objects, nearly all of them to stay."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `argv` is without the program's name (None: that
    of this process)."""
    gc.set_threshold(ALLOCATIONS)
    from mcdeploy.cli.program import run

    return run(argv)
