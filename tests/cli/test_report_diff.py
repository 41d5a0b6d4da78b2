"""`mcdeploy report diff`: two releases side by side, as they lie on the targets."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from mcdeploy.evaluation import report
from tests.cli.conftest import RACKS, Darken, Run, manifest, weigh
from tests.cli.test_evaluate import OFF, gated, predictions

MORE = (*OFF, 1, 2, 12, 13, 14, 20, 21, 22, 33)


def released(run: Run, home: Path, off: tuple[int, ...], gate: str = "") -> str:
    """A release whose model is wrong of these rows; its name."""
    weigh(home, str(off))
    gated(home, *([gate] if gate else []))
    predictions(home / "said.csv", off)
    ran = run("apply", "demo.yaml", "--json")
    assert ran.code == 0, ran.err
    return str(ran.only["release"])


def metric(found: dict[str, Any], name: str, label: str | None = None) -> Any:
    (one,) = [
        one
        for one in found["metrics"]
        if (one["metric"], one["class"], one["column"]) == (name, label, None)
    ]
    return one


def files(home: Path, release: str, name: str) -> list[Path]:
    """Where a file of its evaluation lies."""
    return [home / rack / "demo" / "releases" / release / "evaluation" / name for rack in RACKS]


def test_two_releases_are_compared_on_the_rows_of_both(run: Run, home: Path) -> None:
    first, second = released(run, home, MORE), released(run, home, OFF)
    ran = run("report", "diff", first[:8], second[:8], "demo.yaml", "--json")
    assert ran.code == 0, ran.err
    found = ran.only
    assert (found["before"], found["after"]) == (first, second)
    assert (found["paired"], found["same_rows"]) == (True, True)
    accuracy = metric(found, "accuracy")
    assert accuracy["difference"]["value"] == pytest.approx(9 / 40)
    assert accuracy["before"]["value"] == 27 / 40
    assert accuracy["better"] is True
    assert accuracy["paired"] is True
    assert metric(found, "log_loss")["difference"]["value"] < 0
    assert "paired, row by row" in ran.err
    assert "better" in ran.err
    assert isinstance(found["lineage"], dict)
    for key, values in found["lineage"].items():
        assert key in ran.err
        assert values["before"] != values["after"]


def test_the_other_way_round_it_is_worse(run: Run, home: Path) -> None:
    first, _ = released(run, home, MORE), released(run, home, OFF)
    found = run("report", "diff", "live", first[:8], "demo.yaml", "--json").only
    assert metric(found, "accuracy")["better"] is False
    assert metric(found, "accuracy")["difference"]["value"] == pytest.approx(-9 / 40)


def test_pairs_tell_more_than_independent_samples(run: Run, home: Path) -> None:
    first, second = released(run, home, MORE), released(run, home, OFF)
    paired = run("report", "diff", first[:8], second[:8], "demo.yaml", "--json").only
    head, *rows = (home / "said.csv").read_text().splitlines(keepends=True)
    (home / "said.csv").write_text(head + "".join(rows[1:] + rows[:1]))
    third = str(run("apply", "demo.yaml", "--json").only["release"])
    ran = run("report", "diff", first[:8], third[:8], "demo.yaml", "--json")
    apart = ran.only
    assert (apart["paired"], apart["same_rows"]) == (False, False)
    one, other = (metric(each, "accuracy")["difference"] for each in (paired, apart))
    assert one["value"] == other["value"]
    assert one["error"] < other["error"]
    assert "independent samples (the two were evaluated on different rows)" in ran.err


def test_rows_classes_gates_and_lineage_are_told(run: Run, home: Path) -> None:
    first = released(run, home, OFF, "metric: accuracy, min: 0.8")
    said = predictions(home / "said.csv").read_text().replace("dog", "wolf")
    (home / "said.csv").write_text(said + "wolf,0.25,0.75,f\n")
    text = (home / "demo.yaml").read_text().replace("min: 0.8", "min: 0.99")
    (home / "demo.yaml").write_text(text)
    ran = run("apply", "demo.yaml", "--json", "--allow-failed-gates", "new animal")
    second = str(ran.only["release"])
    ran = run("report", "diff", first[:8], second[:8], "demo.yaml", "--json")
    found = ran.only
    assert found["rows"] == {"before": 40, "after": 41}
    assert found["classes"] == {"added": ["wolf"], "removed": ["dog"]}
    assert isinstance(found["gates"], list)
    assert [(gate["before"], gate["after"]) for gate in found["gates"]] == [
        (True, None),
        (None, False),
    ]
    assert metric(found, "recall", "wolf")["difference"]["why"] == "before: it was not measured"
    assert found["waiver"] == {"before": "", "after": "new animal"}
    for told in ("wolf", "accuracy at least 0.99", "41 rows", "absent", "new animal"):
        assert told in ran.err


def test_of_other_classes_nothing_is_better_or_worse(run: Run, home: Path) -> None:
    first = released(run, home, MORE)
    said = predictions(home / "said.csv", ()).read_text().replace("dog", "wolf")
    (home / "said.csv").write_text(said)
    second = str(run("apply", "demo.yaml", "--json").only["release"])
    ran = run("report", "diff", first[:8], second[:8], "demo.yaml", "--json")
    assert "The classes differ: added wolf; removed dog." in ran.err.splitlines()[1]
    assert "none is better or worse" in ran.err
    rows = [line for line in ran.err.splitlines() if line.startswith("  ")]
    assert not any("better" in line or "worse" in line for line in rows)
    assert isinstance(ran.only["metrics"], list)
    assert metric(ran.only, "accuracy")["difference"]["low"] > 0
    assert {one["better"] for one in ran.only["metrics"]} == {None}


def test_a_gate_that_looks_at_what_is_live_is_not_called_passed(run: Run, home: Path) -> None:
    first = released(run, home, OFF)
    second = released(run, home, OFF[:2], "metric: accuracy, not_worse_than: current")
    ran = run("report", "diff", first[:8], second[:8], "demo.yaml")
    (row,) = [line for line in ran.err.splitlines() if "not worse than current" in line]
    assert "absent" in row
    assert "held at each apply" in row
    assert "passed" not in row


def test_a_waiver_that_differs_is_told(run: Run, home: Path) -> None:
    first = released(run, home, OFF)
    ran = run("apply", "demo.yaml", "--allow-failed-gates", "it is a demo", "--json")
    ran = run("report", "diff", first[:8], str(ran.only["release"])[:8], "demo.yaml", "--json")
    (row,) = [line for line in ran.err.splitlines() if "allowed to fail" in line]
    assert row.split() == ["gates", "allowed", "to", "fail", "none", "it", "is", "a", "demo"]
    assert "are the same" not in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ("{}", "live", "-q", "demo.yaml"),
        ("-q", "{}", "live", "demo.yaml"),
        ("{}", "-q", "live", "demo.yaml"),
        ("{}", "live", "demo.yaml", "-q"),
    ],
)
def test_options_stand_anywhere(run: Run, home: Path, words: tuple[str, ...]) -> None:
    first = released(run, home, OFF)
    ran = run("report", "diff", *(word.format(first) for word in words), "--json")
    assert (ran.code, ran.err) == (0, "")
    assert (ran.only["before"], ran.document["command"]) == (first, "report diff")
    assert "unrecognized arguments: --no" in run("report", "diff", "a", "--no", "b").err
    assert run("report", "diff", "--json", "--quiet").code == 1


def test_a_terminal_obeys_no_name(run: Run, home: Path) -> None:
    first = released(run, home, OFF)
    said = predictions(home / "said.csv").read_text().replace("dog", "\x1b[31mdog")
    (home / "said.csv").write_text(said)
    second = str(run("apply", "demo.yaml", "--json").only["release"])
    ran = run("report", "diff", first[:8], second[:8], "demo.yaml")
    assert ran.code == 0
    assert "�[31mdog" in ran.err
    assert "\x1b" not in ran.err
    assert "\x1b" not in run("evaluate", "demo.yaml").err


def test_one_dark_target_is_told_and_is_no_hindrance(run: Run, home: Path, darken: Darken) -> None:
    first, second = released(run, home, MORE), released(run, home, OFF)
    darken("berlin")
    ran = run("report", "diff", first[:8], second[:8], "demo.yaml", "--json")
    assert ran.code == 0, ran.err
    assert isinstance(ran.only["dark"], dict)
    assert list(ran.only["dark"]) == ["berlin"]
    assert "not read: berlin" in ran.err


@pytest.mark.parametrize("name", ["report.json", "predictions.csv"])
def test_what_was_tampered_with_is_not_believed(run: Run, home: Path, name: str) -> None:
    first, second = released(run, home, MORE), released(run, home, OFF)
    copies = files(home, first, name)
    for path in copies[:2]:
        path.write_bytes(path.read_bytes().replace(b"0.9", b"0.8"))
    assert run("report", "diff", first[:8], second[:8], "demo.yaml").code == 0
    copies[2].write_bytes(copies[2].read_bytes().replace(b"0.9", b"0.8"))
    ran = run("report", "diff", first[:8], second[:8], "demo.yaml", "--json")
    assert ran.code == 5
    assert ran.only["type"] == "IntegrityError"
    assert name in ran.err


def test_without_predictions_the_samples_are_independent(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = released(run, home, MORE)
    monkeypatch.setattr("mcdeploy.evaluation.report.predictions.LARGEST", 79)
    second = released(run, home, OFF)
    assert not any(path.exists() for path in files(home, second, "predictions.csv"))
    ran = run("report", "diff", first[:8], second[:8], "demo.yaml", "--json")
    assert (ran.only["paired"], ran.only["same_rows"]) == (False, True)
    assert "the predictions of both are not at hand" in ran.err


def test_a_report_of_the_first_version_is_told_with_the_remedy(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def first_version(*_: object) -> dict[str, bytes]:
        return {"report.json": json.dumps({"schema": "mcdeploy/report/v1"}).encode()}

    with monkeypatch.context() as patch:
        patch.setattr(report, "render", first_version)
        first = released(run, home, MORE)
    second = released(run, home, OFF)
    ran = run("report", "diff", first[:8], second[:8], "demo.yaml")
    assert ran.code == 1
    assert f"release {first[:12]}: its report is of mcdeploy/report/v1" in ran.err
    assert "apply the manifest that made it once more" in ran.err


def test_a_release_without_a_report_is_an_error(run: Run, home: Path) -> None:
    first = str(run("apply", "--json").only["release"])
    weigh(home, "two")
    run("apply")
    ran = run("report", "diff", first[:8], "live")
    assert ran.code == 1
    assert "carries no evaluation report" in ran.err


@pytest.mark.parametrize("name", ["0000000", "abc", ""])
def test_a_name_that_is_none_is_an_error(run: Run, home: Path, name: str) -> None:
    released(run, home, OFF)
    ran = run("report", "diff", name, "live", "demo.yaml")
    assert ran.code == 1
    assert "no release of this channel has that name" in ran.err
    assert "mcdeploy history" in ran.err


def test_a_release_compared_with_itself_has_not_changed(run: Run, home: Path) -> None:
    released(run, home, OFF)
    ran = run("report", "diff", "live", "live", "demo.yaml", "--json")
    found = ran.only
    assert isinstance(found["metrics"], list)
    assert {one["difference"]["value"] for one in found["metrics"]} <= {0.0, None}
    assert (found["gates"], found["lineage"]) == ([], {})
    name = str(found["after"])[:12]
    assert ran.err == f"demo: both are release {name}; there is nothing to compare\n"


def test_what_did_not_change_is_told_by_name(run: Run, home: Path) -> None:
    first = released(run, home, OFF)
    weigh(home, "other")
    second = str(run("apply", "demo.yaml", "--json").only["release"])
    ran = run("report", "diff", first[:8], second[:8], "demo.yaml")
    assert "Rows, classes, gates, waiver and lineage are the same." in ran.err


def test_nothing_is_written(run: Run, home: Path) -> None:
    first, second = released(run, home, MORE), released(run, home, OFF)

    def state() -> dict[Path, str]:
        every = (path for path in home.rglob("*") if path.is_file())
        return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in every}

    before = state()
    run("report", "diff", first[:8], second[:8], "demo.yaml")
    assert state() == before


def test_the_parser_tells_diff_from_a_manifest(run: Run, home: Path) -> None:
    released(run, home, OFF)
    assert run("report", "demo.yaml", "-o", "there").code == 0
    assert (home / "there" / "evaluation" / "README.md").is_file()
    (home / "diff").write_text((home / "demo.yaml").read_text())
    assert run("report", "./diff", "-o", "other").code == 0
    for argv in (["report", "diff"], ["report", "diff", "a"], ["report", "demo.yaml", "a"]):
        ran = run(*argv)
        assert ran.code == 1
        assert "--help" in ran.err


def test_help_of_report_names_diff(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for argv in (["report", "--help"], ["report", "diff", "--help"]):
        with pytest.raises(SystemExit):
            run(*argv)
        assert "mcdeploy report diff" in capsys.readouterr().out


def test_several_deployments_are_compared_one_after_the_other(run: Run, home: Path) -> None:
    (home / "two.yaml").write_text("---\n".join(manifest(name) for name in ("a", "b")))
    results = run("report", "diff", "live", "live", "two.yaml", "--json").document["results"]
    assert isinstance(results, list)
    assert [one["deployment"] for one in results] == ["a", "b"]
