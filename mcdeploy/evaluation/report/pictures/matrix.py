"""A square table as a picture: the true classes down, the predicted ones across."""

from collections.abc import Sequence
from dataclasses import dataclass

from mcdeploy.evaluation.report.markup import Markup, element
from mcdeploy.evaluation.report.names import distinct
from mcdeploy.evaluation.report.pictures.frame import LETTER, WIDTH, picture, text

LONGEST = 14
"""Letters of a name."""

LARGEST = 30
"""Beyond so many classes a matrix is not read as a picture any more."""

STRONG = 0.5
"""From this opacity on the letters in a cell are light on dark, or dark on light."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, how strong its colour is (0 to 1), what it says when pointed at."""

    words: str
    share: float
    told: str


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where things are: column names of more than three letters stand aslant."""

    labels: tuple[str, ...]
    widest: int

    @property
    def longest(self) -> int:
        return max(map(len, self.labels))

    @property
    def slanted(self) -> bool:
        return self.longest > 3

    @property
    def cell(self) -> float:
        room = (WIDTH - self.left - self.right) / len(self.labels)
        return max(9.0 * self.widest + 6, 28.0, min(72.0, room))

    @property
    def side(self) -> float:
        return self.cell * len(self.labels)

    @property
    def left(self) -> float:
        return 34 + LETTER * self.longest

    @property
    def top(self) -> float:
        return 40 + 5.2 * self.longest if self.slanted else 44

    @property
    def right(self) -> float:
        return 4.4 * self.longest if self.slanted else 6


def draw(
    name: str,
    title: str,
    told: str,
    labels: Sequence[str],
    cells: Sequence[Sequence[Cell | None]],
) -> Markup:
    """A cell that is None is empty. The diagonal has the colour of what is right."""
    short = tuple(distinct(labels, LONGEST))
    grid = _Grid(short, max((len(cell.words) for row in cells for cell in row if cell), default=1))
    every = range(len(short))
    drawn = (
        _cell(cell, grid, i, j) for i, row in enumerate(cells) for j, cell in enumerate(row) if cell
    )
    size = (max(grid.left + grid.side + grid.right, 200), grid.top + grid.side + 4)
    names = (part for i in every for part in _names(grid, i))
    return picture(name, title, told, size, [*_axes(grid), *names, _empty(grid), *drawn])


def _axes(grid: _Grid) -> tuple[Markup, ...]:
    middle = f"translate(13 {grid.top + grid.side / 2:.1f}) rotate(-90)"
    return (
        text("Predicted class", grid.left + grid.side / 2, 14, "axis middle"),
        element("g", text("True class", 0, 0, "axis middle"), transform=middle),
    )


def _names(grid: _Grid, i: int) -> tuple[Markup, ...]:
    """The name of class i at its row and at its column."""
    label, middle = grid.labels[i], grid.cell * (i + 0.5)
    x, y = grid.left + middle, grid.top - 8
    turned = f"translate({x:.1f} {y:.1f}) rotate(-40)"
    return (
        text(label, grid.left - 8, grid.top + middle + 5, "end"),
        element("g", text(label, 0, 0), transform=turned)
        if grid.slanted
        else text(label, x, y, "middle"),
    )


def _empty(grid: _Grid) -> Markup:
    """All cells at once: a cell that counts nothing costs no bytes."""
    size = grid.cell - 2
    squares = "".join(
        f"M{grid.left + grid.cell * j + 1:.1f} {grid.top + grid.cell * i + 1:.1f}"
        f"h{size:.1f}v{size:.1f}h-{size:.1f}z"
        for i in range(len(grid.labels))
        for j in range(len(grid.labels))
    )
    return element("path", d=squares, class_="empty")


def _cell(cell: Cell, grid: _Grid, i: int, j: int) -> Markup:
    x, y, size = grid.left + grid.cell * j, grid.top + grid.cell * i, grid.cell
    kind = "hit" if i == j else "miss"
    # A mistake is rarer than a hit, and shows earlier.
    opacity = strength(cell.share if i == j else min(1.0, 3.0 * cell.share))
    shade = "strong" if opacity > STRONG else "weak"
    square = {"x": x + 1, "y": y + 1, "width": size - 2, "height": size - 2}
    return element(
        "g",
        element("title", cell.told),
        element("rect", class_=kind, fill_opacity=opacity, **square),
        text(cell.words, x + size / 2, y + size / 2 + 5, f"middle {shade}"),
    )


def strength(share: float) -> float:
    """How opaque a cell is: pale up to a half and strong from there, for no letter can be read on
    what lies between."""
    return 0.12 + 0.6 * share if share < 0.5 else 0.85 + 0.3 * (share - 0.5)
