"""Azurite is installed whole, once, and a failure says why.

npm is played by a script: what fails here are a registry and a network, which no emulator has.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mcdeploy.domain import Event, Installing
from mcdeploy.errors import McdeployError
from mcdeploy.sandbox import azurite_install, node, programs
from mcdeploy.sandbox.azurite_install import MAIN
from mcdeploy.sandbox.node import Node

WORKS = """
import pathlib, sys
placed = pathlib.Path(sys.argv[sys.argv.index("--prefix") + 1]) / sys.argv[1]
placed.parent.mkdir(parents=True)
placed.write_text("azurite")
"""
FAILS = "print('getaddrinfo ENOTFOUND'); raise SystemExit(7)"
LIES = "print('up to date')"


def npm(script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    played = Node(Path(sys.executable), (sys.executable, "-c", script, str(MAIN)))
    monkeypatch.setattr(node, "find", lambda: played)


def test_installs_once_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm(WORKS, monkeypatch)
    events: list[Event] = []
    for _ in range(2):
        argv = azurite_install.program(events.append, {"XDG_CACHE_HOME": str(tmp_path)})
        assert Path(argv[-1]).read_text() == "azurite"
    assert [type(one) for one in events] == [Installing]
    assert [path.name for path in (tmp_path / "mcdeploy").iterdir()] == [
        f"azurite-{azurite_install.VERSION}"
    ]


def test_several_at_once_leave_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm(WORKS, monkeypatch)
    events: list[Event] = []
    environ = {"XDG_CACHE_HOME": str(tmp_path)}
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(azurite_install.program, events.append, environ) for _ in range(4)]
        assert len({tuple(one.result()) for one in asked}) == 1
    assert len(list((tmp_path / "mcdeploy").iterdir())) == 1


@pytest.mark.parametrize(
    ("script", "said"), [(FAILS, "ended with 7.*\n.*ENOTFOUND"), (LIES, "up to date")]
)
def test_a_failure_says_why_and_leaves_nothing(
    script: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm(script, monkeypatch)
    with pytest.raises(McdeployError, match=said) as caught:
        azurite_install.program(lambda _: None, {"XDG_CACHE_HOME": str(tmp_path)})
    assert "npm ping" in caught.value.remedy
    assert list((tmp_path / "mcdeploy").iterdir()) == []


def test_without_node_the_remedy_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(node, "_carried", lambda: None)
    monkeypatch.setattr(programs, "on_path", lambda _: None)
    with pytest.raises(McdeployError) as caught:
        node.find()
    assert caught.value.remedy == "pip install 'mcdeploy[sandbox]'"


def test_an_old_node_on_the_path_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "node"
    old.write_text("#!/bin/sh\necho v20.11.1\n")
    old.chmod(0o755)
    monkeypatch.setattr(node, "_carried", lambda: None)
    monkeypatch.setattr(programs, "on_path", lambda _: old)
    with pytest.raises(McdeployError, match="22 or newer"):
        node.find()


def test_a_missing_program_is_an_error_with_its_remedy() -> None:
    with pytest.raises(McdeployError, match="no program surely-not-here") as caught:
        programs.find("surely-not-a-distribution", "surely-not-here")
    assert caught.value.remedy == programs.REMEDY
