"""Numbers and tables as people read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.cli.humane import counted, dollars, duration, size
from mcdeploy.cli.paint import PLAIN, Paint, Tone
from mcdeploy.cli.show import plan as shown
from mcdeploy.cli.table import Align, Cell, Column, table
from mcdeploy.domain import (
    Checksums,
    Copied,
    Cost,
    Distribution,
    File,
    Link,
    Means,
    Objective,
    Optimize,
    Plan,
    Pointer,
    Publish,
    Stage,
    Tree,
)
from tests.golden_files import Golden


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 KiB"),
        (1536, "1.5 KiB"),
        (2 * 2**30, "2.0 GiB"),
        (2**80, "1073741824.0 PiB"),
    ],
)
def test_sizes(count: int, text: str) -> None:
    assert size(count) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "$0"),
        (1234.5, "$1,234.50"),
        (0.12, "$0.12"),
        (0.09, "$0.09"),
        (0.085, "$0.085"),
        (0.0000551, "$0.000055"),
        (0.0000009, "<$0.000001"),
    ],
)
def test_dollars(amount: float, text: str) -> None:
    assert dollars(amount) == text


@given(st.floats(1e-6, 1e6))
def test_dollars_never_lose_more_than_a_twentieth(amount: float) -> None:
    said = float(dollars(amount).replace("$", "").replace(",", ""))
    assert abs(said - amount) <= amount / 20
    assert "e" not in dollars(amount)


def test_counts() -> None:
    assert (counted(1, "file"), counted(2000, "file")) == ("1 file", "2,000 files")


def test_columns_stand_below_each_other_and_a_short_row_runs_on() -> None:
    columns = (Column("name"), Column("n", Align.RIGHT), Column("cost", Align.POINT))
    rows = [("a", "1", "$12.50"), ("long", "100", "$0.000055"), ("b", "waits: a long reason")]
    assert [line.rstrip() for line in table(columns, rows, PLAIN)] == [
        "  name    n  cost",
        "  a       1  $12.50",
        "  long  100   $0.000055",
        "  b     waits: a long reason",
    ]


def test_colour_is_only_where_there_is_some() -> None:
    cells = [(Cell("bad", Tone.BAD),)]
    assert "\x1b" not in "".join(table((Column("x"),), cells, PLAIN))
    assert "\x1b[31mbad\x1b[0m" in "".join(table((Column("x"),), cells, Paint(colour=True)))


def test_p7_a_plan_as_it_is_shown(golden: Golden) -> None:
    def files(*sizes: int) -> tuple[File, ...]:
        return tuple(File(f"model/{at}", one, Checksums()) for at, one in enumerate(sizes))

    old = Pointer("ab" * 32, 6, "x", "2030-01-02T03:04:05+00:00")
    plan = Plan(
        deployment="digits",
        channel="live",
        release="cd" * 32,
        stages=(Stage("aws", files(10, 2**31)), Stage("gcp", files(7), found=files(1, 2))),
        publishes=(Publish("aws", "v", 7, old), Publish("gcp", None, 7)),
        waiting={"azure": "observe: the connection was refused"},
        required=3,
        costs={"aws": Cost(0.0000551, 0.046), "gcp": Cost(12.5, 1.04), "rack": Cost(0.0, 0.0)},
        notes=("rack: its store has no conditional writes",),
    )
    golden("plan.txt", "\n".join(line.rstrip() for line in shown.lines(plan, PLAIN)))


def test_p7_a_way_through_the_clouds_as_it_is_shown(golden: Golden) -> None:
    """P7: who copies from whom, for how much, and what it would be from here alone."""
    weights = File("model/weights", 2**31, Checksums())
    small = File("release.json", 7, Checksums())
    old = Copied(File("model/config", 9, Checksums()), "ab/model/config")
    plan = Plan(
        deployment="digits",
        channel="live",
        release="cd" * 32,
        stages=(
            Stage("aws", (weights, small), copies=(old,)),
            Stage("azure", (small,), pulls=(Copied(weights, "cd/model/weights"),), origin="aws"),
        ),
        publishes=(Publish("aws", None, 1), Publish("azure", None, 1)),
        waiting={},
        required=2,
        costs={"aws": Cost(0.0, 0.046), "azure": Cost(0.18, 0.04)},
        distribution=Distribution(
            trees=(
                Tree(
                    (
                        Link("this machine", "aws", 0.0, 1e8),
                        Link("aws", "azure", 0.0838, 6e8, Means.PULL),
                    )
                ),
            ),
            dollars=0.18,
            seconds=25.1,
            bound=20.0,
            star=(0.0, 43.0),
            objective=Objective(Optimize.TIME),
        ),
    )
    golden("way.txt", "\n".join(line.rstrip() for line in shown.lines(plan, PLAIN)))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "0 s"), (59, "59 s"), (60, "1 min 00 s"), (3_599, "59 min 59 s"), (7_260, "2 h 01 min")],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text
