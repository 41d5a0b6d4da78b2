"""The command that makes a report again."""

import shlex
from pathlib import Path


def command(file: Path, *options: str) -> str:
    """In the folder of the file, of which it holds the name alone: the same on every machine."""
    name = file.name if not file.name.startswith("-") else f"./{file.name}"
    return shlex.join(["mcdeploy", "evaluate", name, *options])
