"""The README keeps its word: its commands exist, its example runs, its figures are right."""

import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import mcdeploy
from mcdeploy.cli.parser import parser
from mcdeploy.cli.program import COMMANDS
from mcdeploy.domain import Bundle
from mcdeploy.store.contract import Store
from tests.docs.page import ROOT, blocks, headings, links, prose, rows

README = (ROOT / "README.md").read_text()
QUICKSTART = ROOT / "manifests" / "quickstart.yaml"
SECTIONS = [
    "Two commands",
    "The manifest",
    "What happens in an apply",
    "The commands",
    "The Python API",
    "How to add a cloud",
    "What it does not do yet",
]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LOCAL = """\
apiVersion: mcdeploy/v1
kind: Deployment
name: demo
model: {path: ./weights}
targets:
  - {name: rack, provider: local, path: ./rack}
  - {name: shelf, provider: local, path: ./shelf}
"""


def after(mark: str) -> str:
    """The one command line in the block after a comment."""
    (block,) = [block for block in blocks(README) if block.before == f"<!-- {mark} -->"]
    (line,) = block.text.splitlines()
    return line


def programs(line: str) -> list[list[str]]:
    """The commands of a shell's line, in words."""
    return [shlex.split(part) for part in line.split("&&")]


def commands(page: str) -> list[list[str]]:
    """Everything on a page that somebody may type after `mcdeploy`."""
    shown = re.findall(r"`(mcdeploy [^`]+)`", prose(page))
    shown += [line for block in blocks(page) if block.language == "sh" for line in [block.text]]
    words = [one for line in shown for one in programs(line)]
    return [one[1:] for one in words if one and Path(one[0]).name == "mcdeploy"]


@pytest.fixture(scope="module")
def built() -> Bundle:
    (deployment,) = mcdeploy.load(QUICKSTART)
    return deployment.build()


def test_the_sections_are_in_their_order() -> None:
    assert headings(README, 1) == ["mcdeploy"]
    assert headings(README, 2) == SECTIONS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_every_command_is_one(page: Path) -> None:
    names = {command.name for command in COMMANDS}
    for words in commands(page.read_text()):
        assert words[0] in names
        assert len(words) == 1 or parser(COMMANDS).parse_args(words).command


def test_commands_are_found_at_all() -> None:
    assert ["apply", "manifests/quickstart.yaml", "--sandbox"] in commands(README)
    assert ["sandbox", "down"] in commands(README)


def test_the_table_has_every_command() -> None:
    shown = [row[0].strip("`").removeprefix("mcdeploy ") for row in rows(README, "command")]
    assert shown == [command.name for command in COMMANDS]


def test_the_table_has_every_exit_code() -> None:
    assert [int(row[0]) for row in rows(README, "exit code")] == list(mcdeploy.ExitCode)


def test_options_in_the_text_are_options_of_a_command() -> None:
    whole = "\n".join(
        subprocess.run(
            [sys.executable, "-m", "mcdeploy", *words, "--help"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for words in (
            ["apply"],
            ["plan"],
            ["rollback"],
            ["report"],
            ["route"],
            ["fetch"],
            ["schema"],
            ["evaluate"],
        )
    )
    section = README[README.index("## The commands") : README.index("## The Python API")]
    for option in re.findall(r"`(--?[a-z-]+)", section):
        assert option in whole.replace(",", " ").split() or f"[{option}" in whole, option


def test_the_first_command_installs_extras_that_there_are() -> None:
    _, install, run = programs(after("the quickstart"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    (extra,) = re.findall(r"\.\[(\w+)\]", install[-1])
    assert extra in project["optional-dependencies"]
    assert run[0] == ".venv/bin/mcdeploy"
    args = parser(COMMANDS).parse_args(run[1:])
    assert args.sandbox
    assert (ROOT / args.manifest).samefile(QUICKSTART)


def test_the_second_command_is_the_one_that_ci_runs() -> None:
    _, pinned, here, run = programs(after("the tests"))
    assert {"--require-hashes", "-r"} <= set(pinned)
    assert (ROOT / pinned[-1]).is_file()
    assert here[-3:] == ["--no-deps", "-e", "."]
    assert run == [".venv/bin/python", "-m", "pytest"]
    script = (ROOT / ".ci" / "run").read_text()
    assert "/<!-- the tests -->/" in script
    assert "README.md" in script


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page.read_text()):
        path, _, anchor = link.partition("#")
        there = (page.parent / path) if path else page
        assert there.exists(), link
        if anchor:
            titles = re.findall(r"^#+ (.+)$", prose(there.read_text()), re.MULTILINE)
            slugs = [re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles]
            assert anchor in slugs, link


def test_the_manifest_is_the_quickstart(tmp_path: Path) -> None:
    (shown,) = [block.text for block in blocks(README) if block.language == "yaml"]
    assert yaml.safe_load(shown) == yaml.safe_load(QUICKSTART.read_text())
    (tmp_path / "manifest.yaml").write_text(shown)
    (deployment,) = mcdeploy.load(tmp_path / "manifest.yaml")
    assert deployment.manifest.name == "digits"


def test_the_mistakes_are_told_like_that(tmp_path: Path) -> None:
    wrong = QUICKSTART.read_text().replace("strategy:", "stratgy:").replace("gcp, ", "gpc, ")
    (tmp_path / "broken.yaml").write_text(wrong)
    with pytest.raises(mcdeploy.McdeployError) as caught:
        mcdeploy.load(tmp_path / "broken.yaml")
    for line in caught.value.what.splitlines():
        assert line.replace(f"{tmp_path}/", "") in README


def test_the_python_example_runs(tmp_path: Path) -> None:
    (example,) = [block.text for block in blocks(README) if block.language == "python"]
    _prepare(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", example],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "rack answers from file://" in ran.stdout
    assert ran.stdout.endswith("1 files, verified\n")
    assert (tmp_path / "here" / "model" / "weights").read_bytes() == b"weights"


def test_the_figures_of_the_model_are_right(built: Bundle) -> None:
    report = json.loads(_content(built, "evaluation/report.json"))
    for metric in ("accuracy", "f1_macro", "roc_auc_macro"):
        assert f"{report['metrics'][metric]['value']:.4f}" in README
    assert report["story"]["choice"]["why"] in README
    assert report["gates"][0]["why"].split(",")[0] in README
    data, split = report["story"]["data"], report["story"]["split"]
    assert f"{data['rows']:,} images of {data['features']} pixels" in README
    for part in ("train", "validation", "test"):
        assert f"{split[part]:,}" in README
    assert f"here it is {report['story']['calibration']['temperature']:.2f}" in README
    headline = report["metrics"]["f1_macro"]
    assert f"({headline['low']:.3f} to {headline['high']:.3f})" in README


def test_the_layout_is_what_lies_in_a_bucket(tmp_path: Path, built: Bundle) -> None:
    """Those very files, below a target of the example: its model has no report."""
    (shown,) = [block.text for block in blocks(README) if "digits/channels/" in block.text]
    listed = {line.split()[0] for line in shown.splitlines()}
    store = _applied(tmp_path)
    held = {re.sub(r"[0-9a-f]{64}", "<release>", stat.key) for stat in store.list("")}
    held = {re.sub(r"-[0-9a-f]{32}", "-<apply>", key) for key in held}
    packaged = next(iter(built.contents.values()))
    files = {f"digits/releases/<release>/{path}" for path in packaged}
    model = {"demo/releases/<release>/model/weights"}
    assert {key.replace("demo/", "digits/") for key in held - model} | files == listed


def _prepare(folder: Path) -> None:
    """A manifest of two racks, with its model and the racks' folders."""
    (folder / "manifest.yaml").write_text(LOCAL)
    (folder / "weights").write_bytes(b"weights")
    for name in ("rack", "shelf"):
        (folder / name).mkdir()


def _applied(folder: Path) -> Store:
    from mcdeploy_local.store import LocalStore

    _prepare(folder)
    (deployment,) = mcdeploy.load(folder / "manifest.yaml")
    deployment.apply()
    return LocalStore("rack", folder / "rack")


def _content(bundle: Bundle, path: str) -> bytes:
    content = next(iter(bundle.contents.values()))[path]
    assert isinstance(content, bytes)
    return content
