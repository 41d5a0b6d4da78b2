"""What changed in the prices, and by how much."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mcdeploy.cli.humane import counted, dollars
from mcdeploy.cli.paint import Paint, Tone
from mcdeploy.cli.table import Align, Cell, Column, Row, table

if TYPE_CHECKING:
    from mcdeploy.operations.refresh_prices import PriceChange, Refreshed

COLUMNS = (
    Column("region"),
    Column("price"),
    Column("was", Align.POINT),
    Column("is", Align.POINT),
    Column("change", Align.RIGHT),
    Column("for"),
)
MOST = 40
"""Rows; `--json` has all."""


def lines(found: "Refreshed", paint: Paint) -> list[str]:
    rows = [_row(change) for change in found.changes[:MOST]]
    left = len(found.changes) - len(rows)
    return [
        *(["", *table(COLUMNS, rows, paint)] if rows else []),
        *([f"  and {counted(left, 'other')}, all of them with --json"] if left else []),
        "",
        *_taken(found, paint),
        *(f"  {paint(cloud, Tone.STRONG)} keeps its prices: {why}" for cloud, why in _kept(found)),
    ]


def _kept(found: "Refreshed") -> Iterable[tuple[str, str]]:
    return sorted(found.kept.items())


def _taken(found: "Refreshed", paint: Paint) -> list[str]:
    if not found.taken:
        return [paint("No provider answers: nothing was written.", Tone.CHANGE)]
    taken = ", ".join(f"{count:,} of {cloud}" for cloud, count in found.taken.items())
    told = f"{counted(len(found.changes), 'price')} changed"
    return [f"Took {taken}: {told}. They are in {found.file}"]


def _row(change: "PriceChange") -> Row:
    provider, origin, there = change.key
    way = f"{provider}:{origin}" + (f" -> {there}" if there else "")
    before, after = change.before, change.after
    return (
        way,
        change.kind.value,
        "?" if before is None else dollars(before.dollars),
        dollars(after.dollars),
        _percent(None if before is None else before.dollars, after.dollars),
        after.unit.removeprefix("$/"),
    )


def _percent(before: float | None, after: float) -> Cell:
    if not before:
        return Cell("new", Tone.FAINT)
    share = after / before - 1
    return Cell(f"{share:+.1%}", Tone.CHANGE)
