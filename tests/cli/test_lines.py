"""The progress of the bytes, for programs and for people."""

import io
import json
import time

import pytest

from mcdeploy.cli.console import Console
from mcdeploy.cli.meanwhile import Meanwhile
from mcdeploy.cli.paint import Paint
from mcdeploy.domain import Began, Behind, Event, Landed, Moved, Retried

EVENTS: tuple[Event, ...] = (
    Moved("aws", 40, 100),
    Retried("aws", "put_part", 0.25),
    Moved("gcp", 300, 300, sent=False),
    Behind("aws"),
    Moved("aws", 60, 100),
    Landed("aws"),
)


def told(
    *, terminal: bool, as_json: bool, quiet: bool = False, events: tuple[Event, ...] = EVENTS
) -> str:
    err = io.StringIO()
    console = Console(
        io.StringIO(), err, Paint(colour=False), terminal, answers=False, json=as_json, quiet=quiet
    )
    with Meanwhile(console) as listener:
        for event in events:
            listener(event)
    return err.getvalue()


def test_a_program_is_told_of_each_event_in_a_line() -> None:
    lines = [json.loads(line) for line in told(terminal=False, as_json=True).splitlines()]
    assert {line.pop("schema") for line in lines} == {"mcdeploy/event/v1"}
    assert {(line["event"], line["target"]) for line in lines} >= {
        ("retried", "aws"),
        ("behind", "aws"),
        ("landed", "aws"),
    }
    moved = {line["target"]: line for line in lines if line["event"] == "moved"}
    assert moved["aws"] | {"done": 100, "sent": 100, "retries": 1} == moved["aws"]
    assert moved["gcp"] | {"done": 300, "sent": 0, "total": 300} == moved["gcp"]
    assert moved[None] | {"done": 400, "total": 400, "sent": 100, "retries": 1} == moved[None]
    assert moved[None]["bytes_per_second"] > 0
    assert moved[None]["seconds_left"] == 0


def test_quiet_tells_nothing() -> None:
    assert told(terminal=False, as_json=True, quiet=True) == ""
    assert told(terminal=True, as_json=False, quiet=True) == ""


def test_a_person_sees_a_bar_a_target_and_one_in_all() -> None:
    shown = told(terminal=True, as_json=False)
    assert "in all" in shown
    assert "100 B of 100 B" in shown.replace("  ", " ")
    assert "alone  1 retry" in shown


EARLY: tuple[Event, ...] = (
    Began("replicate"),
    Retried("aws", "begin", 0.25),
    Behind("aws"),
    Moved("aws", 50, 100),
    Moved("aws", 50, 100),
)


def test_what_happens_before_the_first_bytes_counts() -> None:
    lines = [
        json.loads(one) for one in told(terminal=False, as_json=True, events=EARLY).splitlines()
    ]
    moved = [line for line in lines if line["event"] == "moved" and line["target"] == "aws"]
    assert moved[-1]["retries"] == 1
    assert "alone  1 retry" in told(terminal=True, as_json=False, events=EARLY)


def test_the_rate_is_of_the_time_since_the_replication_began(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = iter(range(100, 1000, 4))
    monkeypatch.setattr(time, "monotonic", lambda: next(now))
    lines = told(terminal=False, as_json=True, events=(Began("replicate"), Moved("aws", 40, 100)))
    first = json.loads(lines.splitlines()[0])
    assert (first["bytes_per_second"], first["seconds_left"]) == (10, 6.0)
