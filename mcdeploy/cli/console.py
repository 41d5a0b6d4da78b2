"""Where the words go: what people read to stderr, what programs read to stdout."""

import io
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TextIO

from mcdeploy.cli.paint import Paint, Tone


class Unwritten(Exception):
    """Text for programs that stdout did not take: a full disk."""


@dataclass(frozen=True, slots=True)
class Console:
    """`terminal` says that a person sees stderr as it is written; `answers` that the same person
    can be asked something on stdin."""

    out: TextIO
    err: TextIO
    paint: Paint
    terminal: bool
    answers: bool
    json: bool = False
    quiet: bool = False
    verbose: bool = False

    def say(self, lines: Iterable[str] = ("",)) -> None:
        """Lines for people."""
        if not self.quiet:
            self.insist(lines)

    def insist(self, lines: Iterable[str]) -> None:
        """Lines that are also for those who asked for quiet: errors, and questions."""
        safe = [self.paint.safe(line.rstrip()) for text in lines for line in text.split("\n")]
        print("\n".join(safe) + "\n", end="", file=self.err, flush=True)

    def give(self, text: str) -> None:
        """Text for programs. Raises `Unwritten`, and `BrokenPipeError` where nobody reads."""
        try:
            self.out.write(text)
            self.out.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise Unwritten(error.strerror) from error

    def ask(self, question: str) -> bool:
        """Put a question; anything but yes is no."""
        print(
            self.paint.safe(question),
            self.paint("[y/N] ", Tone.FAINT),
            end="",
            file=self.err,
            flush=True,
        )
        return sys.stdin.readline().strip().lower() in {"y", "yes"}


def console(
    environ: Mapping[str, str] = os.environ,
    *,
    json: bool = False,
    quiet: bool = False,
    verbose: bool = False,
) -> Console:
    """The console of this process. Colour only in a terminal that has some, and not where
    `NO_COLOR` says something (https://no-color.org)."""
    terminal = sys.stderr.isatty()
    colour = terminal and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
    return Console(
        out=sys.stdout or io.StringIO(),  # a shell may close it
        err=sys.stderr,
        paint=Paint(colour=colour),
        terminal=terminal,
        answers=terminal and sys.stdin.isatty(),
        json=json,
        quiet=quiet,
        verbose=verbose,
    )
