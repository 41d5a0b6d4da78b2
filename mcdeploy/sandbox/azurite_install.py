"""Azurite comes from npm: installed once for each version, into the user's cache."""

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from mcdeploy.domain import Installing, Listener
from mcdeploy.errors import McdeployError
from mcdeploy.sandbox import node
from mcdeploy.sandbox.folders import cache_folder

VERSION = "3.37.0"
MAIN = Path("node_modules", "azurite", "dist", "src", "blob", "main.js")
SECONDS = 600.0

NODE_OPTIONS = ("--single-threaded-gc",)
"""With them a GiB in blocks costs Azurite 15 s of CPU, without 19: bodies set V8 to mark its whole
heap again and again, on every core that is free."""


def program(listener: Listener, environ: Mapping[str, str] = os.environ) -> Sequence[str]:
    """The command that runs Azurite, which is installed first if it is not there."""
    found = node.find()
    home = cache_folder(environ) / f"azurite-{VERSION}"
    if not (home / MAIN).is_file():
        listener(Installing(f"Azurite {VERSION} (250 MB from npm)"))
        _install(found, home)
    return [str(found.node), *NODE_OPTIONS, str(home / MAIN)]


def _install(found: node.Node, home: Path) -> None:
    """Whole or not at all; of two at once the first to finish wins and the other's is dropped."""
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{home.name}-", dir=home.parent) as aside:
        staged = Path(aside, "staged")
        staged.mkdir()
        _npm(found, staged, Path(aside))
        try:
            staged.rename(home)
        except OSError:
            if not (home / MAIN).is_file():
                raise


def _npm(found: node.Node, prefix: Path, scratch: Path) -> None:
    options = ["--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"]
    where = ["--prefix", str(prefix), "--cache", str(scratch / "npm")]
    argv = [*found.npm, "install", *options, *where, f"azurite@{VERSION}"]
    path = f"{found.node.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    try:
        done = subprocess.run(
            argv,
            cwd=prefix,
            env={**os.environ, "PATH": path, "TMPDIR": str(scratch)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise _failure(f"npm did not finish within {SECONDS:.0f} s") from slow
    if done.returncode or not (prefix / MAIN).is_file():
        tail = "\n".join(f"    {line}" for line in done.stdout.splitlines()[-10:])
        raise _failure(f"npm ended with {done.returncode} and said:\n{tail}")


def _failure(what: str) -> McdeployError:
    return McdeployError(
        "sandbox, azurite",
        f"installing it failed: {what}",
        remedy="check that npm reaches its registry (npm ping), then run the command again",
    )
