"""`mcdeploy evaluate`: a manifest's model or anybody's predictions, and what it leaves behind."""

import csv
import errno
import json
import os
import shlex
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from huggingface_hub import ModelCard
from jsonschema import Draft202012Validator

import mcdeploy
from tests.cli.conftest import Run, manifest
from tests.cli.terminal import typed

FILES = ["README.md", "gates.xml", "predictions.csv", "report.html", "report.json"]
LABELS = ("cat", "cat", "cat", "dog", "dog", "dog", "dog", "cat") * 5
OFF = (0, 7, 11, 30)
"""The rows of which the model is wrong."""


def predictions(path: Path, off: tuple[int, ...] = OFF) -> Path:
    """A table of 40 rows, of two classes and two groups."""
    lines = ["label,cat,dog,sex"]
    for at, label in enumerate(LABELS):
        sure = 0.9 - at / 100
        cat = sure if (label == "cat") != (at in off) else 1 - sure
        lines.append(f"{label},{cat!r},{1 - cat!r},{'fm'[at % 2]}")
    path.write_text("\n".join(lines) + "\n")
    return path


def gated(home: Path, *gates: str, name: str = "demo") -> Path:
    """A manifest of the model of one's own, with its predictions and these gates."""
    predictions(home / "said.csv")
    asked = "".join(f"\n    - {{{gate}}}" for gate in gates) if gates else " []"
    text = manifest(name) + (
        "evaluation:\n  predictions: {file: ./said.csv}\n  intervals: {resamples: 100}\n"
        f"  fairness: {{columns: [sex]}}\n  gates:{asked}\n"
    )
    (home / f"{name}.yaml").write_text(text)
    return home / f"{name}.yaml"


def report(folder: Path) -> Any:
    return json.loads((folder / "report.json").read_text())


def test_a_model_is_evaluated_and_its_report_written(run: Run, home: Path) -> None:
    gated(home, "metric: accuracy, min: 0.5")
    ran = run("evaluate", "demo.yaml", "--json")
    assert ran.code == 0, ran.err
    assert sorted(path.name for path in (home / "report").iterdir()) == FILES
    assert "demo on 40 rows of said.csv:" in ran.err
    assert "95 % interval" in ran.err
    assert "accuracy at least 0.5" in ran.err
    assert "passed" in ran.err
    found = ran.only
    assert (found["deployment"], found["rows"], found["passed"]) == ("demo", 40, True)
    assert (found["folder"], found["files"]) == (str(home / "report"), FILES)
    told = report(home / "report")
    assert found["metrics"] == told["metrics"]
    assert found["gates"] == told["gates"]
    assert told["metrics"]["accuracy"]["value"] == 36 / 40
    assert told["metrics"]["accuracy"]["low"] < 36 / 40 < told["metrics"]["accuracy"]["high"]


def test_every_document_is_what_its_readers_expect(run: Run, home: Path) -> None:
    gated(home, "metric: accuracy, min: 0.5")
    run("evaluate", "demo.yaml")
    folder = home / "report"
    assert Draft202012Validator(mcdeploy.report_schema()).is_valid(report(folder))
    card = ModelCard.load(folder / "README.md")
    assert "accuracy" in {one.metric_type for one in card.data["eval_results"]}
    assert len(ElementTree.parse(folder / "gates.xml").getroot().findall(".//testcase")) == 1  # noqa: S314
    with (folder / "predictions.csv").open() as file:
        assert len(list(csv.DictReader(file))) == 40
    assert "<html" in (folder / "report.html").read_text()


def test_it_moves_nothing_and_asks_nobody(run: Run, home: Path) -> None:
    gated(home)
    (home / "lima").rmdir()
    assert run("evaluate", "demo.yaml").code == 0
    assert list((home / "berlin").iterdir()) == []


def test_a_sandbox_is_for_gates_that_ask_what_is_live(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MCDEPLOY_SANDBOX", "perhaps")
    gated(home, "metric: accuracy, min: 0.5")
    assert run("evaluate", "demo.yaml").code == 0
    gated(home, "metric: accuracy, not_worse_than: current")
    assert "MCDEPLOY_SANDBOX" in run("evaluate", "demo.yaml").err


def test_a_failed_gate_is_an_error_and_the_report_is_there(run: Run, home: Path) -> None:
    gated(home, "metric: accuracy, min: 0.5", "metric: accuracy, min: 0.9, confidence: 0.9")
    ran = run("evaluate", "demo.yaml", "--json")
    assert ran.code == 1
    (line,) = [line for line in ran.err.splitlines() if line.startswith("error: ")]
    interval = report(home / "report")["gates"][1]
    assert "accuracy with confidence 0.9: 0.9 (" in line
    assert f"{interval['low']:.6g} to {interval['high']:.6g}" in line
    assert "the lower end must be at least 0.9" in line
    assert "Nothing was moved" in ran.err
    assert (ran.only["passed"], ran.document["exit_code"]) == (False, 1)
    assert [gate["passed"] for gate in report(home / "report")["gates"]] == [True, False]


def test_a_reason_lets_it_through_and_stands_in_the_report(run: Run, home: Path) -> None:
    gated(home, "metric: accuracy, min: 0.99")
    ran = run("evaluate", "demo.yaml", "--allow-failed-gates", "it is a demo", "--json")
    assert (ran.code, ran.only["passed"], ran.only["waiver"]) == (0, False, "it is a demo")
    assert "it is a demo" in ran.err
    assert report(home / "report")["waiver"] == "it is a demo"
    assert "it is a demo" in (home / "report" / "README.md").read_text()


def test_a_gate_against_the_live_release_asks_what_is_live(run: Run, home: Path) -> None:
    gated(home, "metric: accuracy, not_worse_than: current")
    ran = run("evaluate", "demo.yaml", "--json")
    assert ran.code == 0, ran.err
    (row,) = [line for line in ran.err.splitlines() if "nothing is live yet" in line]
    assert "not held" in row
    assert "passed" not in row
    assert run("apply", "demo.yaml").code == 0
    predictions(home / "said.csv", (*OFF, 1, 2, 3, 4))
    ran = run("evaluate", "demo.yaml", "-o", "worse", "--json")
    assert ran.code == 1
    assert report(home / "worse")["gates"][0]["value"] == pytest.approx(-0.1)


def test_several_deployments_have_a_folder_each(run: Run, home: Path) -> None:
    both = "---\n".join(gated(home, name=name).read_text() for name in ("a", "b"))
    (home / "both.yaml").write_text(both)
    ran = run("evaluate", "both.yaml", "-o", "here", "--json")
    assert ran.code == 0, ran.err
    assert report(home / "here" / "a")["name"] == "a"
    assert report(home / "here" / "b")["name"] == "b"


def test_a_model_without_predictions_is_told_what_to_bring(run: Run) -> None:
    ran = run("evaluate")
    assert ran.code == 1
    assert "comes without predictions" in ran.err
    assert "mcdeploy evaluate predictions.csv" in ran.err


def test_the_bundled_model_is_trained_and_evaluated(run: Run, home: Path) -> None:
    bundled = "model: {bundled: logistic-regression, data: iris, strategy: softmax}"
    text = manifest("demo").replace("model: {path: ./weights}", bundled)
    (home / "manifest.yaml").write_text(text + "evaluation: {intervals: {resamples: 100}}\n")
    assert "demo on 30 rows that the model had not seen:" in run("evaluate").err
    told = report(home / "report")
    assert told["lineage"]["data"] == "iris"
    assert told["comparisons"][0]["theirs"] == "one-vs-rest"
    assert Draft202012Validator(mcdeploy.report_schema()).is_valid(told)


def test_anybodys_predictions_are_evaluated(run: Run, home: Path) -> None:
    predictions(home / "theirs.csv")
    ran = run("evaluate", "theirs.csv", "--group", "sex", "--positive", "dog", "--json")
    assert ran.code == 0, ran.err
    assert ran.err.startswith("40 rows of theirs.csv:\n")
    told = report(home / "report")
    assert told["metrics"]["accuracy"]["value"] == 36 / 40
    assert told["criteria"]["positive"] == "dog"
    assert [group["rows"] for group in told["fairness"][0]["groups"]] == [20, 20]
    assert told["lineage"]["command"] == "mcdeploy evaluate theirs.csv --positive dog --group sex"
    assert sorted(path.name for path in (home / "report").iterdir()) == FILES


def test_columns_are_ignored_by_name(run: Run, home: Path) -> None:
    predictions(home / "theirs.csv")
    assert run("evaluate", "theirs.csv", "--ignore", "sex").code == 0
    lineage = report(home / "report")["lineage"]
    assert lineage["command"] == "mcdeploy evaluate theirs.csv --ignore sex"
    text = gated(home).read_text().replace("{columns: [sex]}", "").replace("  fairness: \n", "")
    (home / "demo.yaml").write_text(text.replace("said.csv}", "said.csv, ignore: [sex]}"))
    assert run("evaluate", "demo.yaml", "-o", "two").code == 0
    one, two = (report(home / folder)["metrics"]["accuracy"] for folder in ("report", "two"))
    assert one["value"] == two["value"]


def test_the_numbers_of_a_report_are_found_again_from_its_predictions(run: Run, home: Path) -> None:
    predictions(home / "theirs.csv")
    run("evaluate", "theirs.csv", "--group", "sex", "-o", "one")
    run("evaluate", "one/predictions.csv", "--group", "sex", "-o", "two")
    for part in ("metrics", "classes", "confusion", "curves", "fairness", "rows_sha256"):
        assert report(home / "one")[part] == report(home / "two")[part]


def test_a_file_of_any_name_gives_a_command_that_runs(run: Run, home: Path) -> None:
    predictions(home / "-x y.csv")
    run("evaluate", "./-x y.csv", "--group", "sex")
    words = shlex.split(report(home / "report")["lineage"]["command"])
    assert words[:3] == ["mcdeploy", "evaluate", "./-x y.csv"]
    assert run(*words[1:], "-o", "again").code == 0
    for name in FILES:
        assert (home / "report" / name).read_bytes() == (home / "again" / name).read_bytes()


def test_the_command_of_a_manifest_makes_the_report_again(run: Run, home: Path) -> None:
    gated(home, "metric: accuracy, min: 0.99")
    run("evaluate", str(home / "demo.yaml"), "--allow-failed-gates", "a demo", "-o", "one")
    lineage = report(home / "one")["lineage"]
    assert lineage["command"] == "mcdeploy evaluate demo.yaml --allow-failed-gates 'a demo'"
    assert (lineage["mcdeploy"], lineage["numpy"]) == (mcdeploy.__version__, np.__version__)
    run(*shlex.split(lineage["command"])[1:], "-o", "two")
    for name in FILES:
        assert (home / "one" / name).read_bytes() == (home / "two" / name).read_bytes()


def test_a_release_does_not_depend_on_what_its_manifest_is_called(run: Run, home: Path) -> None:
    text = gated(home).read_text()
    shutil.copytree(home, home / "other")
    (home / "other" / "-name.yml").write_text(text)
    first = run("plan", "demo.yaml", "--json").only["release"]
    assert run("plan", "other/-name.yml", "--json").only["release"] == first
    run("apply", "demo.yaml")
    run("report", "demo.yaml")
    command = report(home / "report" / "evaluation")["lineage"]["command"]
    assert command == "mcdeploy evaluate MANIFEST"


def test_two_runs_give_the_same_bytes(run: Run, home: Path) -> None:
    predictions(home / "theirs.csv")
    for folder in ("one", "two"):
        run("evaluate", "theirs.csv", "--group", "sex", "-o", folder)
    for name in FILES:
        assert (home / "one" / name).read_bytes() == (home / "two" / name).read_bytes()


def test_the_label_may_be_any_column_and_the_file_any_table(run: Run, home: Path) -> None:
    text = (
        predictions(home / "theirs.csv").read_text().replace("label,", "truth,").replace(",", "\t")
    )
    (home / "theirs.tsv").write_text("\n".join(r.rsplit("\t", 1)[0] for r in text.splitlines()))
    assert run("evaluate", "theirs.tsv").code == 1
    assert run("evaluate", "theirs.tsv", "--label", "truth").code == 0


def test_parquet_is_read_too(run: Run, home: Path) -> None:
    import pyarrow.csv
    import pyarrow.parquet

    table = pyarrow.csv.read_csv(predictions(home / "theirs.csv"))
    pyarrow.parquet.write_table(table, home / "theirs.parquet")
    assert run("evaluate", "theirs.parquet", "--group", "sex").code == 0
    assert report(home / "report")["metrics"]["accuracy"]["value"] == 36 / 40


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("manifest.yaml", "--label", "x"), "--label: is for a file of predictions"),
        (("manifest.yaml", "--positive", "x"), "--positive: is for a file of predictions"),
        (("manifest.yaml", "--ignore", "x"), "--ignore: is for a file of predictions"),
        (("manifest.yaml", "--group", "x"), "--group: is for a file of predictions"),
        (("theirs.csv", "--allow-failed-gates", "x"), "there are no gates"),
        (("theirs.csv", "--sandbox"), "--sandbox: is for a manifest"),
        (("ok.txt",), "predictions are .csv, .tsv or .parquet; a manifest is .yaml"),
        (("/dev/stdin",), "predictions are .csv, .tsv or .parquet; a manifest is .yaml"),
        (("theirs.pq", "--group", "sex"), "theirs.pq: its name does not tell what it is"),
        (("theirs.csv",), "--group, if it holds groups, else --ignore (in a manifest"),
        (("none.csv",), "none.csv"),
        (("theirs.csv", "--positive", "cow", "--group", "sex"), "'cow'"),
        (("theirs.csv", "--label", "cow"), "cow"),
    ],
)
def test_what_cannot_be_is_an_error(run: Run, home: Path, argv: list[str], said: str) -> None:
    predictions(home / "theirs.csv")
    ran = run("evaluate", *argv)
    assert ran.code == 1
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert not (home / "report").exists()


def test_too_many_groups_are_told_with_the_file(run: Run, home: Path) -> None:
    rows = "".join(f"{'ab'[n % 2]},0.5,0.5,{n}\n" for n in range(300))
    (home / "theirs.csv").write_text(f"label,a,b,id\n{rows}")
    ran = run("evaluate", "theirs.csv", "--group", "id")
    assert "theirs.csv: column 'id': it holds 300 groups" in ran.err


@pytest.mark.parametrize("name", ["README.md", "predictions.csv"])
def test_what_is_no_report_is_never_written_over(run: Run, home: Path, name: str) -> None:
    predictions(home / "predictions.csv")
    mine = home / "mine" / name
    mine.parent.mkdir()
    mine.write_text("mine")
    ran = run("evaluate", "predictions.csv", "-o", "mine")
    assert ran.code == 1
    assert f"holds a {name} already" in ran.err
    assert mine.read_text() == "mine"
    assert run("evaluate", "predictions.csv", "-o", ".").code == 1


@pytest.mark.parametrize("text", ["{}", "[]", "not JSON", '{"schema": 7}', '{"schema": "mine/v1"}'])
def test_a_report_json_of_somebody_else_makes_no_report(run: Run, home: Path, text: str) -> None:
    predictions(home / "theirs.csv")
    mine = home / "report" / "README.md"
    mine.parent.mkdir()
    mine.write_text("mine")
    (mine.parent / "report.json").write_text(text)
    ran = run("evaluate", "theirs.csv", "--group", "sex")
    assert ran.code == 1
    assert "holds a report.json already, which is not that of a report" in ran.err
    assert mine.read_text() == "mine"


def test_the_predictions_themselves_are_never_written_over(run: Run, home: Path) -> None:
    predictions(home / "theirs.csv")
    run("evaluate", "theirs.csv", "--group", "sex")
    said = home / "report" / "predictions.csv"
    before = said.read_bytes()
    ran = run("evaluate", "report/predictions.csv", "--group", "sex")
    assert ran.code == 1
    assert "predictions.csv: is what the report would be made from" in ran.err
    assert "-o DIR" in ran.err
    (home / "linked.csv").symlink_to(said)
    assert run("evaluate", "linked.csv", "--group", "sex").code == 1
    assert said.read_bytes() == before
    text = gated(home).read_text().replace("./said.csv", "./report/predictions.csv")
    (home / "demo.yaml").write_text(text)
    assert "would be made from" in run("evaluate", "demo.yaml").err
    assert said.read_bytes() == before


def test_a_link_is_replaced_and_not_written_through(run: Run, home: Path) -> None:
    predictions(home / "theirs.csv")
    run("evaluate", "theirs.csv", "--group", "sex")
    (home / "mine.md").write_text("mine")
    card = home / "report" / "README.md"
    card.unlink()
    card.symlink_to(home / "mine.md")
    assert run("evaluate", "theirs.csv", "--group", "sex").code == 0
    assert (home / "mine.md").read_text() == "mine"
    assert not card.is_symlink()
    assert sorted(path.name for path in card.parent.iterdir()) == FILES


def test_where_a_document_cannot_be_written_the_earlier_report_stays_whole(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    predictions(home / "theirs.csv")
    run("evaluate", "theirs.csv", "--group", "sex")
    before = {path.name: path.read_bytes() for path in (home / "report").iterdir()}
    predictions(home / "theirs.csv", ())
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:  # no disk here fills up at will
        if path.name == "predictions.csv":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    ran = run("evaluate", "theirs.csv", "--group", "sex")
    assert ran.code == 1
    assert "cannot be written: No space left on device" in ran.err
    assert {path.name: path.read_bytes() for path in (home / "report").iterdir()} == before


def test_a_folder_in_the_place_of_a_document_is_named(run: Run, home: Path) -> None:
    predictions(home / "theirs.csv")
    run("evaluate", "theirs.csv", "--group", "sex")
    (home / "report" / "gates.xml").unlink()
    (home / "report" / "gates.xml").mkdir()
    assert "gates.xml: is no file" in run("evaluate", "theirs.csv", "--group", "sex").err


def test_a_folder_that_cannot_be_looked_into_is_an_error_like_others(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    predictions(home / "theirs.csv")

    def closed(path: Path) -> None:  # root may look everywhere
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "lstat", closed)
    ran = run("evaluate", "theirs.csv", "-o", "closed")
    assert ran.code == 1
    assert "cannot be written: Permission denied" in ran.err


@pytest.mark.parametrize("command", ["evaluate", "report", "fetch", "plan"])
def test_an_empty_name_is_no_folder(run: Run, command: str) -> None:
    ran = run(command, "-o", "")
    assert ran.code == 1
    assert "argument -o/--output: names nothing" in ran.err


def test_the_live_report_spares_what_is_no_report(run: Run, home: Path) -> None:
    gated(home)
    run("apply", "demo.yaml")
    mine = home / "report" / "evaluation" / "report.html"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    ran = run("report", "demo.yaml")
    assert ran.code == 1
    assert "holds a report.html already" in ran.err
    assert mine.read_text() == "mine"
    mine.unlink()
    (mine.parent / "notes.txt").write_text("mine")
    assert run("report", "demo.yaml").code == 0
    assert sorted(path.name for path in mine.parent.iterdir()) == sorted([*FILES, "notes.txt"])


def test_the_live_report_leaves_nothing_of_an_earlier_one(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gated(home)
    run("apply", "demo.yaml")
    run("report", "demo.yaml")
    monkeypatch.setattr("mcdeploy.evaluation.report.predictions.LARGEST", 79)
    run("apply", "demo.yaml")
    assert run("report", "demo.yaml").code == 0
    assert not (home / "report" / "evaluation" / "predictions.csv").exists()


def test_a_report_takes_the_place_of_an_earlier_one(run: Run, home: Path) -> None:
    predictions(home / "theirs.csv")
    run("evaluate", "theirs.csv", "--group", "sex")
    predictions(home / "theirs.csv", ())
    assert run("evaluate", "theirs.csv", "--group", "sex").code == 0
    assert report(home / "report")["metrics"]["accuracy"]["value"] == 1.0


def test_a_folder_that_cannot_be_written_to_is_named(run: Run, home: Path) -> None:
    predictions(home / "theirs.csv")
    (home / "file").write_text("")
    ran = run("evaluate", "theirs.csv", "--group", "sex", "-o", "file")
    assert ran.code == 1
    assert "file" in ran.err
    assert "-o DIR" in ran.err


def test_the_api_does_the_same(home: Path) -> None:
    predictions(home / "theirs.csv")
    assert mcdeploy.evaluate("theirs.csv", "text", groups=("sex",)).files == tuple(FILES)
    found = mcdeploy.evaluate(home / "theirs.csv", home / "out", groups=("sex",))
    assert isinstance(found, mcdeploy.Evaluated)
    assert found.passed
    assert report(home / "out")["metrics"]["accuracy"]["value"] == 36 / 40
    (deployment,) = mcdeploy.load(gated(home, "metric: accuracy, min: 0.99"))
    assert not deployment.evaluate(home / "other").passed
    assert mcdeploy.load("demo.yaml")[0].evaluate("text").folder == Path("text")


def test_the_schema_of_a_report_is_printed(run: Run) -> None:
    printed = run("schema", "--report").document
    assert printed == mcdeploy.report_schema()


def test_a_bar_shows_the_resamples_in_a_terminal(home: Path) -> None:
    gated(home)
    environ = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
    code, shown = typed(["evaluate", "demo.yaml"], home, environ)
    assert code == 0
    assert "resamples" in shown
    assert "100 of 100" in shown
    assert "━" in shown
