"""The document that `--json` prints: one, on stdout, always of the same shape."""

import json
from pathlib import Path

import pytest

from mcdeploy.cli import documents
from tests.cli.conftest import Run

DOCS = Path(__file__).parents[2] / "docs" / "json.md"


@pytest.mark.parametrize(
    ("argv", "schema"),
    [
        (["init", "new.yaml"], "initialized"),
        (["validate"], "validated"),
        (["plan"], "plan"),
        (["apply"], "outcome"),
        (["status"], "status"),
        (["history"], "history"),
        (["rollback"], "error"),
        (["rollback", "--to", "0000000"], "error"),
        (["route"], "route"),
        (["cost"], "cost"),
        (["prices", "refresh", "moon"], "error"),
        (["fetch", "-o", "here"], "fetched"),
        (["verify", "berlin"], "error"),
        (["keys", "new", "-o", "pair"], "key"),
        (["evaluate"], "error"),
        (["evaluate", "said.csv"], "evaluated"),
        (["evaluate", "manifest.yaml", "--label", "x"], "error"),
        (["report", "diff", "live", "live"], "error"),
        (["report", "diff"], "error"),
        (["report"], "error"),
        (["destroy", "--yes"], "destroyed"),
        (["completion", "bash"], "completion"),
        (["apply", "no-such-file.yaml"], "error"),
        (["apply", "--no-such-option"], "error"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else None,
)
def test_every_command_prints_one_document(
    run: Run, home: Path, argv: list[str], schema: str
) -> None:
    (home / "said.csv").write_text("label,a,b\na,0.75,0.25\nb,0.5,0.5\n")
    run("apply")
    ran = run(*argv, "--json")
    document = ran.document
    assert list(document) == ["schema", "command", "exit_code", "results"]
    assert document["schema"] == "mcdeploy/results/v1"
    assert document["exit_code"] == ran.code
    assert ran.only["schema"] == f"mcdeploy/{schema}/v1"


def test_an_error_says_who_what_and_the_remedy(run: Run, home: Path) -> None:
    (home / "lima").rmdir()
    error = run("apply", "--json").only
    assert error["deployment"] == "demo"
    assert error["type"] == "BucketMissing"
    assert error["who"] == "lima"
    assert str(home / "lima") in str(error["what"])
    assert "mkdir" in str(error["remedy"])
    assert error["exit_code"] == 1


def test_what_plan_prints_is_what_apply_takes(run: Run, home: Path) -> None:
    (home / "plan.json").write_text(json.dumps(run("plan", "--json").only))
    assert run("apply", "--plan", "plan.json").code == 0


def test_without_it_nothing_is_on_stdout(run: Run) -> None:
    for argv in (
        ["plan"],
        ["apply"],
        ["status"],
        ["history"],
        ["route"],
        ["cost"],
        ["destroy", "--yes"],
    ):
        assert run(*argv).out == ""


def test_every_schema_is_documented() -> None:
    text = DOCS.read_text()
    folder = Path(documents.__file__).parents[1]
    schemas = {
        line.split('"')[1]
        for path in folder.rglob("*.py")
        for line in path.read_text().splitlines()
        if line.startswith('SCHEMA = "')
    }
    assert len(schemas) >= 12
    assert sorted(one for one in schemas if f"`{one}`" not in text) == []
