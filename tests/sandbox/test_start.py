"""An emulator that cannot start says why, and one whose port is taken gets another."""

import dataclasses
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from mcdeploy.domain import Listener
from mcdeploy.errors import McdeployError
from mcdeploy.sandbox import ports, process, start, state
from mcdeploy.sandbox.answer import ask
from mcdeploy.sandbox.emulator import Emulator, Ports


def _program(listener: Listener) -> Sequence[str]:
    del listener
    return [sys.executable, "-m", "http.server", "--bind", "127.0.0.1"]


def _arguments(chosen: Ports) -> Sequence[str]:
    return [str(chosen[0])]


def _answers(chosen: Ports) -> bool:
    told = ask(chosen[0], "/")
    return told is not None and told[0] == 200


def _environment(url: str) -> Mapping[str, str]:
    return {"URL": url}


SERVER = Emulator(
    name="server",
    ports=1,
    program=_program,
    arguments=_arguments,
    answers=_answers,
    environment=_environment,
)


def test_runs_for_as_long_as_the_context(tmp_path: Path) -> None:
    with start.running(SERVER, tmp_path) as begun:
        assert process.alive(begun.process)
        assert state.load(tmp_path) == begun
    assert not process.alive(begun.process)
    assert state.load(tmp_path) is None


def test_starts_on_the_preferred_port(tmp_path: Path) -> None:
    wanted = ports.free(1)
    assert start.start(SERVER, tmp_path, preferred=wanted).ports == wanted
    start.stop(SERVER, tmp_path)


def test_a_port_taken_between_look_and_use_costs_another_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = ports.free(1)
    with socket.create_server(("127.0.0.1", 0)) as thief:
        taken = (thief.getsockname()[1],)
        draws = iter([taken, free])
        monkeypatch.setattr(ports, "free", lambda _: next(draws))
        begun = start.start(SERVER, tmp_path)
    assert begun.ports == free
    start.stop(SERVER, tmp_path)


def test_a_program_that_dies_is_an_error_with_the_end_of_its_log(tmp_path: Path) -> None:
    broken = dataclasses.replace(SERVER, arguments=lambda _: ["--no-such-option"])
    with pytest.raises(McdeployError, match="no-such-option") as caught:
        start.start(broken, tmp_path)
    assert caught.value.who == "sandbox, server"
    assert str(tmp_path / "log") in caught.value.remedy
    assert state.load(tmp_path) is None


def test_no_secret_of_the_user_reaches_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "the user's own")
    with start.running(SERVER, tmp_path) as begun:
        environ = Path(f"/proc/{begun.process.pid}/environ")
        if not environ.exists():
            pytest.skip("no /proc here")
        assert b"the user's own" not in environ.read_bytes()


@pytest.mark.parametrize("damage", ["", "{", "{}", '{"pid": 1}', "[]", '{"pid": "x"}'])
def test_a_damaged_state_is_no_state(damage: str, tmp_path: Path) -> None:
    (tmp_path / state.FILE).write_text(damage)
    assert state.load(tmp_path) is None
