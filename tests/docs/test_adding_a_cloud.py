"""The page on adding a cloud builds a provider, and this runs it as it stands there."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.docs.page import ROOT, blocks

PAGE = (ROOT / "docs" / "adding-a-cloud.md").read_text()
CREATE = """
from pathlib import Path
import mcdeploy
(deployment,) = mcdeploy.load(Path("manifest.yaml"))
deployment.create_buckets()
"""
FILES = {
    block.before.strip("`:"): block.text
    for block in blocks(PAGE)
    if block.before.startswith("`") and block.before.endswith("`:")
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page's files in a folder, which counts as installed when it is on the path."""
    folder = tmp_path_factory.mktemp("third-party")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    project = tomllib.loads(FILES["pyproject.toml"])["project"]
    info = folder / f"mcdeploy_sqlite-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    points = project["entry-points"]["mcdeploy.providers"]
    lines = ["[mcdeploy.providers]", *(f"{name} = {where}" for name, where in points.items())]
    (info / "entry_points.txt").write_text("\n".join(lines))
    (folder / "weights").write_bytes(b"weights")
    return folder


def run(folder: Path, *words: str) -> str:
    """Python with these arguments, in that folder; what it says on stdout."""
    path = os.pathsep.join([str(folder), str(ROOT), str(ROOT / "providers")])
    ran = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "MYPYPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_the_page_has_every_file() -> None:
    assert sorted(FILES) == [
        "manifest.yaml",
        "mcdeploy_sqlite/__init__.py",
        "mcdeploy_sqlite/store.py",
        "pyproject.toml",
        "test_sqlite.py",
    ]


def test_the_test_has_under_thirty_lines() -> None:
    assert len(FILES["test_sqlite.py"].splitlines()) < 30


def test_it_passes_the_conformance_suite(package: Path) -> None:
    said = run(package, "-m", "pytest", "-q", "-p", "mcdeploy.testing.plugin", "test_sqlite.py",
               "-W", "error", "-p", "no:cacheprovider")  # fmt: skip
    (row,) = [line for line in said.splitlines() if line.startswith("TestSqlite")]
    assert " 0 failed" in row
    assert "skipped: capability: no signed_urls" in said


def test_its_types_are_right(package: Path) -> None:
    config = ["--config-file", os.devnull, "--cache-dir", str(package / "cache")]
    run(package, "-m", "mypy", "--strict", "--follow-imports=silent", *config, "mcdeploy_sqlite")


def test_a_manifest_may_name_it(package: Path) -> None:
    run(package, "-c", CREATE)
    applied = json.loads(run(package, "-m", "mcdeploy", "apply", "--json"))
    assert sorted(applied["results"][0]["landed"]) == ["drawer", "shelf"]
    status = json.loads(run(package, "-m", "mcdeploy", "status", "--json"))
    assert status["results"][0]["drifted"] is False
    run(package, "-m", "mcdeploy", "fetch", "-o", "here")
    assert (package / "here" / "model" / "weights").read_bytes() == b"weights"


def test_its_keys_are_in_the_schema(package: Path) -> None:
    assert "The database, in a folder that exists." in run(package, "-m", "mcdeploy", "schema")
