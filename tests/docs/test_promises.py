"""The page of the promises names tests that there are, under the promise that they are about."""

import ast
import re

from tests.docs.page import ROOT, headings

PAGE = (ROOT / "docs" / "promises.md").read_text()
NAMED = re.findall(r"^- (tests/\S+\.py)::(test_\w+)$", PAGE, re.MULTILINE)


def test_there_are_eight() -> None:
    assert [title[:2] for title in headings(PAGE, 2)] == [f"P{number}" for number in range(1, 9)]


def test_every_test_that_is_named_is_there() -> None:
    for path, name in NAMED:
        assert name in _tests(path), f"{path}::{name}"


def test_every_test_stands_under_the_promise_that_it_names() -> None:
    for section in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        for name in re.findall(r"::(test_\w+)", section):
            assert not _promises(name) or section[:2].lower() in _promises(name), name


def _promises(name: str) -> set[str]:
    return set(re.findall(r"(?<=_)p[1-8](?=_)", name))


def _tests(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text())
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
