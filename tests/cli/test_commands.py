"""Every command on three racks: what it does, what it says, and where it says it."""

from pathlib import Path

import pytest

from tests.cli.conftest import RACKS, Darken, Run, manifest, weigh
from tests.cli.test_evaluate import gated
from tests.golden_files import Golden


def test_apply_tells_where_the_model_answers_from_and_how_to_reach_it(run: Run, home: Path) -> None:
    ran = run("apply")
    assert (ran.code, ran.out) == (0, "")
    for rack in RACKS:
        assert (home / rack).as_uri() in ran.err
    assert "mcdeploy route manifest.yaml --from REGION" in ran.err
    assert "mcdeploy fetch manifest.yaml -o DIR" in ran.err


def test_p5_the_second_apply_writes_nothing_and_says_so(run: Run, home: Path) -> None:
    run("apply")
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    ran = run("apply", "--json")
    assert "Nothing to do: demo" in ran.err
    assert ran.only["changed"] is False
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before


def test_p7_the_plan_is_shown_before_a_byte_moves(run: Run, home: Path, golden: Golden) -> None:
    ran = run("plan")
    assert ran.code == 0
    assert [path for rack in RACKS for path in (home / rack).iterdir()] == []
    golden("plan-of-racks.txt", ran.err)


def test_a_saved_plan_is_carried_out_and_refused_when_it_is_stale(run: Run, home: Path) -> None:
    assert run("plan", "-o", "plan.json").code == 0
    assert run("apply", "--plan", "plan.json").code == 0
    ran = run("apply", "--plan", "plan.json")
    assert ran.code == 4
    assert "the saved plan is stale" in ran.err
    assert run("apply", "--plan", "manifest.yaml").code == 1
    assert run("apply", "--plan", str(home / "none.json")).code == 1


def test_status_shows_what_is_live_and_what_has_drifted(run: Run, home: Path) -> None:
    assert "nothing was released" in run("status").err
    run("apply")
    assert run("status", "--detailed-exitcode").code == 0
    next((home / "lima").rglob("weights.bin")).unlink()
    assert run("status").code == 0
    ran = run("status", "--detailed-exitcode")
    assert ran.code == 2
    assert "weights.bin is missing" in ran.err
    assert "mcdeploy apply manifest.yaml --verify" in ran.err


def test_what_is_gone_is_put_right_by_an_apply_that_looks(run: Run, home: Path) -> None:
    run("apply")
    next((home / "lima").rglob("weights.bin")).unlink()
    assert "Nothing to do" in run("apply").err
    assert run("plan", "--verify", "-o", "plan.json").code == 0
    assert run("apply", "--plan", "plan.json").code == 4  # that one does not look, and has no step
    ran = run("apply", "--verify", "--plan", "plan.json", "--json")
    assert (ran.code, ran.only["changed"]) == (0, True)
    assert run("status", "--detailed-exitcode").code == 0
    assert "Nothing to do but to verify 9 files: demo" in run("plan", "--verify").err


def test_history_and_rollback_go_back_to_what_was(run: Run, home: Path) -> None:
    first = str(run("apply", "--json").only["release"])
    weigh(home, "two")
    run("apply")
    back = run("rollback", "--json")
    assert (back.code, back.only["release"]) == (0, first)
    ran = run("history", "--json")
    moves = ran.only["moves"]
    assert isinstance(moves, list)
    assert [move["pointer"]["epoch"] for move in moves] == [1, 2, 3]
    assert moves[0]["pointer"]["release"] == moves[2]["pointer"]["release"] == first
    assert first[:12] in run("history").err
    assert run("rollback", "--to", "nothing").code == 1


def test_fetch_brings_the_verified_files(run: Run, home: Path) -> None:
    run("apply")
    ran = run("fetch", "-o", "here", "--json")
    assert ran.code == 0
    weights = next((home / "here").rglob("weights.bin"))
    assert weights.read_text() == "one" * 1000
    assert ran.only["folder"] == str(home / "here")


def test_destroy_asks_nobody_without_a_terminal(run: Run, home: Path) -> None:
    assert "Nothing to delete" in run("destroy").err
    run("apply")
    ran = run("destroy")
    assert ran.code == 1
    assert "say --yes" in ran.err
    assert list((home / "lima").rglob("weights.bin"))
    done = run("destroy", "--yes", "--json")
    assert (done.code, done.only["approved"]) == (0, True)
    assert "was deleted from 3 targets" in done.err
    assert not list((home / "lima").rglob("weights.bin"))


def test_route_shows_the_order_and_the_reasons(run: Run) -> None:
    quickstart = Path(__file__).parents[2] / "manifests" / "quickstart.yaml"
    ran = run("route", str(quickstart), "--from", "gcp:europe-west3")
    assert (ran.code, ran.out) == (0, "")
    rows = [line.split() for line in ran.err.splitlines() if line.strip()[:1].isdigit()]
    assert [row[0] for row in rows] == ["1", "2", "3", "4"]
    assert rows[0][1] == "gcp-belgium"
    told = run("route", str(quickstart), "--from", "gcp:europe-west3", "--json").only
    assert isinstance(told["choices"], list)
    assert [choice["target"] for choice in told["choices"]] == [row[1] for row in rows]


def test_route_checked_puts_the_dark_ones_last(run: Run, darken: Darken) -> None:
    darken("berlin")
    choices = run("route", "--check", "--json").only["choices"]
    assert isinstance(choices, list)
    assert [(one["target"], one["health"]) for one in choices][-1] == ("berlin", "dark")


def test_p6_a_target_that_residency_forbids_is_named_with_the_reason(run: Run, home: Path) -> None:
    text = manifest("demo")
    for rack, country in zip(RACKS, ("DE", "NG", "PE"), strict=True):
        place = f"country: {country}, coordinates: [0, 0]"
        text = text.replace(f"path: ./{rack}}}", f"path: ./{rack}, {place}}}")
    (home / "manifest.yaml").write_text(text + "residency: {deny: [pe]}\n")
    told = run("route").err
    assert "lima" in told
    assert "excluded: " in told
    ran = run("apply")
    assert ran.code == 1
    assert "lima" in ran.err


def test_init_writes_a_manifest_that_is_right_and_never_writes_over_one(
    run: Run, home: Path
) -> None:
    ran = run("init", "new.yaml")
    assert (ran.code, ran.out) == (0, "")
    assert run("validate", "new.yaml").code == 0
    (home / "new.yaml").write_text("mine")
    assert run("init", "new.yaml").code == 1
    assert (home / "new.yaml").read_text() == "mine"


def test_validate_lists_every_mistake(run: Run, home: Path) -> None:
    assert run("validate").code == 0
    (home / "manifest.yaml").write_text(
        manifest("demo").replace("kind: Deployment", "kind: Deplyment") + "rooting: {}\n"
    )
    ran = run("validate", "--json")
    assert ran.code == 1
    problems = ran.only["problems"]
    assert isinstance(problems, list)
    assert len(problems) == 2
    assert all(problem in ran.err for problem in problems)
    assert "manifest.yaml:2:" in ran.err
    assert "Traceback" not in ran.err


def test_schema_is_a_json_schema(run: Run) -> None:
    assert run("schema").document["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_a_folder_is_done_one_deployment_after_the_other(run: Run, home: Path) -> None:
    folder = home / "all"
    folder.mkdir()
    for name in ("a", "b"):
        text = manifest(name).replace("./", f"{home}/")
        (folder / f"{name}.yaml").write_text(text)
    (folder / "c.yaml").write_text(manifest("c").replace("./", "./missing-"))
    ran = run("apply", "all", "--json")
    results = ran.document["results"]
    assert isinstance(results, list)
    assert [result["deployment"] for result in results] == ["a", "b", "c"]
    assert [result["schema"] for result in results] == [
        "mcdeploy/outcome/v1",
        "mcdeploy/outcome/v1",
        "mcdeploy/error/v1",
    ]
    assert ran.code == ran.document["exit_code"] == 1
    assert run("plan", "all", "-o", "plan.json").code == 1
    run("fetch", "all", "-o", "got")
    assert {path.name for path in (home / "got").iterdir()} == {"a", "b"}


def test_verbose_tells_every_call_and_quiet_tells_nothing(run: Run) -> None:
    told = run("apply", "--verbose").err
    assert "lima  put  demo/channels/live.json" in told
    assert run("status", "--quiet").err == ""


def test_the_report_of_the_bundled_model_is_brought_here(run: Run, home: Path) -> None:
    bundled = "model: {bundled: logistic-regression, data: iris, strategy: softmax}"
    text = manifest("demo").replace("model: {path: ./weights}", bundled)
    (home / "manifest.yaml").write_text(text)
    assert run("apply").code == 0
    assert "accuracy" in run("status").err
    ran = run("report", "-o", "there")
    assert ran.code == 0
    assert "there/evaluation/report.html" in ran.err
    assert "<html" in (home / "there" / "evaluation" / "report.html").read_text()


def test_the_report_of_a_model_without_one_is_an_error(run: Run) -> None:
    run("apply")
    ran = run("report")
    assert ran.code == 1
    assert "carries no evaluation report" in ran.err


def test_a_browser_that_does_not_open_is_told(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def browser(url: str) -> bool:  # what a person sees cannot be asked
        opened.append(url)
        return len(opened) > 1

    monkeypatch.setattr("webbrowser.open", browser)
    gated(home)
    run("apply", "demo.yaml")
    page = Path("report/evaluation/report.html")
    ran = run("report", "demo.yaml", "--open", "-q")
    assert ran.err == f"No browser could be opened; BROWSER may name one. The page is {page}\n"
    assert run("report", "demo.yaml", "--open", "-q").err == ""
    assert opened == [(home / page).as_uri()] * 2
