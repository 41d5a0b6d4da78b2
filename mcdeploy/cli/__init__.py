"""The command line: argv to the public API to an exit code. The only place that prints."""

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `argv` is without the program's name (None: that
    of this process)."""
    from mcdeploy.cli.program import run

    return run(argv)
