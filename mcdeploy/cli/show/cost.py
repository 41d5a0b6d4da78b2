"""A monthly bill: a line for each charge, and where each price stands."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mcdeploy.catalog.bill import GB
from mcdeploy.cli.humane import counted, dollars, size
from mcdeploy.cli.paint import Paint, Tone
from mcdeploy.cli.table import Align, Cell, Column, Row, table

if TYPE_CHECKING:
    from mcdeploy.catalog.bill import Charge
    from mcdeploy.domain import Price
    from mcdeploy.operations.cost import Bill

COLUMNS = (
    Column("target"),
    Column("for"),
    Column("quantity", Align.RIGHT),
    Column("price", Align.POINT),
    Column(""),
    Column("a month", Align.POINT),
    Column("", Align.RIGHT),
)


def lines(bill: "Bill", paint: Paint) -> list[str]:
    sources = list(dict.fromkeys(_source(charge.price) for charge in bill.charges))
    rows = [_row(charge, sources.index(_source(charge.price)) + 1) for charge in bill.charges]
    return [
        "",
        f"A month of {bill.deployment}, channel {bill.channel}",
        "",
        *table(COLUMNS, [*rows, _total(bill), *_dark(bill)], paint),
        "",
        *(f"  [{number}] {source}" for number, source in enumerate(sources, start=1)),
        *(f"  {paint('note:', Tone.CHANGE)} {note}" for note in bill.notes),
    ]


def _row(charge: "Charge", source: int) -> Row:
    return (
        charge.target,
        charge.what,
        _quantity(charge),
        dollars(charge.price.dollars),
        Cell(_unit(charge.price), Tone.FAINT),
        dollars(charge.dollars),
        Cell(f"[{source}]", Tone.FAINT),
    )


def _unit(price: "Price") -> str:
    unit = price.unit.removeprefix("$/")
    return f"for {unit}" if unit[0].isdigit() else f"a {unit}"


def _quantity(charge: "Charge") -> str:
    return size(charge.amount) if charge.per == GB else counted(charge.amount, "request")


def _total(bill: "Bill") -> Row:
    texts = ("in all", "", "", "", "", dollars(bill.dollars), "")
    return [Cell(text, Tone.STRONG) for text in texts]


def _dark(bill: "Bill") -> Iterable[Row]:
    for target, reason in sorted(bill.dark.items()):
        yield target, Cell(f"is not in this bill: {reason}", Tone.CHANGE)


def _source(price: "Price") -> str:
    return f"{price.source}, {price.as_of}" if price.as_of else price.source
