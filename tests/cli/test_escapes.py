"""Nothing that was read makes a terminal do anything."""

import io
import os
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from mcdeploy.cli.console import Console
from mcdeploy.cli.paint import ESCAPE, Paint, Tone
from mcdeploy.records import shape
from tests.cli.conftest import Run


def shown(line: str, *, colour: bool) -> str:
    err = io.StringIO()
    Console(io.StringIO(), err, Paint(colour=colour), terminal=True, answers=False).say([line])
    return err.getvalue().removesuffix("\n")


@given(st.text(st.characters(exclude_characters="\n")))
@example("\x1b[2K\rall is well")
@example("\x9b2K\x7f\b")
@example("\ud800")
@example("\x1b[31mred")
def test_what_a_terminal_would_obey_is_escaped(text: str) -> None:
    said = shown(f"<{text}>", colour=False)
    assert shape.plain(said)
    assert said == f"<{text}>" or not shape.plain(text)


@given(st.text())
@example("\x1b[8mhidden")
@example("\x1b]0;title\x07")
def test_our_own_colours_are_all_that_a_terminal_obeys(text: str) -> None:
    said = shown(Paint(colour=True)(f"<{text}>", Tone.BAD), colour=True)
    assert said.startswith(f"{ESCAPE}31m<")
    for tone in (*Tone, None):
        said = said.replace(f"{ESCAPE}{'0' if tone is None else tone.value}m", "")
    assert shape.plain(said.replace("\n", ""))


def test_a_name_in_a_folder_cannot_draw(run: Run, home: Path) -> None:
    assert run("apply").code == 0
    assert run("fetch", "-o", "here").code == 0
    (home / "here" / os.fsdecode(b"\x1b[2K\rok\xff")).write_bytes(b"")
    refused = run("verify", "here")
    assert refused.code == 5
    assert r"\x1b[2K\rok\udcff" in refused.err
    assert r"\x1b[2K\rok\udcff" in str(run("verify", "here", "--json").only["what"])
