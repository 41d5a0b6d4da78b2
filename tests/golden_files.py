"""Golden files: what was published must not change unnoticed."""

import json
from collections.abc import Callable

import pytest

Golden = Callable[[str, object], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare text, or a JSON-able value, with a file in the `golden` folder beside the test."""

    def compare(name: str, value: object) -> None:
        path = request.path.parent / "golden" / name
        text = value if isinstance(value, str) else json.dumps(value, indent=2, sort_keys=True)
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text.rstrip() + "\n")
        assert path.read_text() == text.rstrip() + "\n"

    return compare
