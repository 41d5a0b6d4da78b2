"""In which order to try the targets, and why."""

from mcdeploy.cli.humane import dollars
from mcdeploy.cli.paint import Paint, Tone
from mcdeploy.cli.show.status import HEALTH
from mcdeploy.cli.table import Align, Cell, Column, Row, table
from mcdeploy.domain import Choice, Route

COLUMNS = (
    Column("", Align.RIGHT),
    Column("target"),
    Column("ms", Align.RIGHT),
    Column("$/GB", Align.POINT),
    Column("health"),
    Column("why"),
)


def lines(deployment: str, route: Route, paint: Paint) -> list[str]:
    rows = [_row(rank, choice) for rank, choice in enumerate(route.choices, start=1)]
    excluded = [
        (Cell("-", Tone.FAINT), Cell(name, Tone.FAINT), Cell(f"excluded: {why}", Tone.CHANGE))
        for name, why in sorted(route.excluded.items())
    ]
    head = f"{deployment} from {route.origin}, by {route.policy}"
    return [head, "", *table(COLUMNS, [*rows, *excluded], paint), *_best(route, paint)]


def _row(rank: int, choice: Choice) -> Row:
    price = "?" if choice.dollars_per_gb is None else dollars(choice.dollars_per_gb)
    return (
        str(rank),
        Cell(choice.target, Tone.STRONG if rank == 1 else Tone.PLAIN),
        "?" if choice.milliseconds is None else f"{choice.milliseconds:.0f}",
        price,
        Cell(choice.health, HEALTH[choice.health]),
        choice.why,
    )


def _best(route: Route, paint: Paint) -> list[str]:
    if not route.choices:
        return []
    best = route.choices[0]
    return ["", f"Read from {paint(best.target, Tone.GOOD)}: {best.location}"]
