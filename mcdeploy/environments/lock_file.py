"""Lock files: pip's requirements, each package with its version and digests."""

import re
from collections.abc import Mapping
from pathlib import Path

_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)( ;)?", re.MULTILINE)


def pinned(file: Path) -> Mapping[str, str]:
    """The version of each package by its normalized name."""
    return {name: version for name, version, _ in _pins(file)}


def pinned_everywhere(file: Path) -> Mapping[str, str]:
    """The same without those that only some systems or Pythons get."""
    return {name: version for name, version, condition in _pins(file) if not condition}


def _pins(file: Path) -> list[tuple[str, str, str]]:
    return _PIN.findall(file.read_text(encoding="utf-8"))
