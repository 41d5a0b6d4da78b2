"""What a command gives to programs: one document, always of the same shape (docs/json.md)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mcdeploy.cli.console import Console
from mcdeploy.errors import ExitCode

SCHEMA = "mcdeploy/results/v1"
GRAVITY = (
    ExitCode.DONE,
    ExitCode.CHANGES,
    ExitCode.PARTIAL,
    ExitCode.ERROR,
    ExitCode.CONFLICT,
    ExitCode.INTEGRITY,
)
"""From what is nothing to the gravest."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one deployment: a JSON-able document with its own schema."""

    document: Mapping[str, object]
    exit_code: ExitCode = ExitCode.DONE


def finish(console: Console, command: str, results: Sequence[Result]) -> ExitCode:
    """Print the document where it was asked for; the gravest exit code of all."""
    code = max((result.exit_code for result in results), key=GRAVITY.index, default=ExitCode.DONE)
    tell(console, command, int(code), [result.document for result in results])
    return code


def tell(
    console: Console, command: str, exit_code: int, documents: Sequence[Mapping[str, object]]
) -> None:
    """Print the one document of a command, where it was asked for."""
    if console.json:
        whole = {
            "schema": SCHEMA,
            "command": command,
            "exit_code": exit_code,
            "results": documents,
        }
        console.give(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")
