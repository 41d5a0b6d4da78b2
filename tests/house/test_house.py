"""The house keeps its own rules: style, types, layers, and rooms of a human size."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
FOLDERS = ("mcdeploy", "providers", "tests", "benchmarks")

LONGEST_FILE = 500
USUAL_FILE = 120
USUAL_FUNCTION = 15


def run(*command: str) -> None:
    ran = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def modules(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_ruff_finds_nothing() -> None:
    run("ruff", "check", *FOLDERS)


def test_the_code_is_formatted() -> None:
    run("ruff", "format", "--check", *FOLDERS)


def test_mypy_is_content() -> None:
    run("mypy", "--strict", "mcdeploy", "providers", "tests")


def test_imports_run_downwards_only() -> None:
    run("lint-imports", "--no-cache")


@pytest.mark.parametrize("path", modules("mcdeploy", "providers"), ids=lambda p: str(p.name))
def test_no_file_is_too_long(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


def test_most_rooms_are_small() -> None:
    lengths = [len(path.read_text().splitlines()) for path in modules("mcdeploy", "providers")]
    assert sum(length <= USUAL_FILE for length in lengths) > 0.8 * len(lengths)


def test_most_functions_are_short() -> None:
    lengths = [
        (node.end_lineno or node.lineno) - node.body[0].lineno + 1
        for path in modules("mcdeploy", "providers")
        for node in functions(path)
    ]
    assert sum(length <= USUAL_FUNCTION for length in lengths) > 0.8 * len(lengths)


@pytest.mark.parametrize("word", ["utils", "helpers", "manager"])
def test_every_name_says_what_the_thing_is(word: str) -> None:
    assert [path for path in modules(*FOLDERS) if word in path.stem] == []


def test_only_the_cli_prints() -> None:
    printing = [
        path.relative_to(ROOT).as_posix()
        for path in modules("mcdeploy", "providers")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert [path for path in printing if not path.startswith("mcdeploy/cli/")] == []


@pytest.mark.parametrize("promise", [f"p{number}" for number in range(1, 9)])
def test_every_promise_has_tests_that_name_it(promise: str) -> None:
    naming = [
        node.name
        for path in modules("tests")
        for node in functions(path)
        if node.name.startswith("test_") and promise in node.name.split("_")
    ]
    assert naming, f"no test names {promise.upper()}"
