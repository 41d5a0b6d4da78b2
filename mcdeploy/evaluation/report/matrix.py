"""The confusion matrix as a picture."""

from dataclasses import dataclass

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import Markup, element
from mcdeploy.evaluation.report.svg import picture, text
from mcdeploy.evaluation.result import Evaluation

LARGEST = 30
"""Beyond so many classes a matrix is not read as a picture any more."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where things are: column names of more than three letters stand aslant."""

    labels: tuple[str, ...]

    @property
    def longest(self) -> int:
        return max(map(len, self.labels))

    @property
    def slanted(self) -> bool:
        return self.longest > 3

    @property
    def cell(self) -> int:
        return max(40, min(64, 320 // len(self.labels)))

    @property
    def side(self) -> int:
        return self.cell * len(self.labels)

    @property
    def left(self) -> int:
        return 44 + 9 * self.longest

    @property
    def top(self) -> int:
        return 40 + 6 * self.longest if self.slanted else 44

    @property
    def right(self) -> int:
        return 5 * self.longest if self.slanted else 12


def draw(evaluation: Evaluation) -> Markup:
    """A row for each true class, a column for each predicted one; every cell says in words what
    it counts."""
    grid = _Grid(tuple(wording.shortened(each.label) for each in evaluation.classes))
    every = range(len(grid.labels))
    told = "Each row is a true class, each column what it was taken for; the diagonal is right."
    return picture(
        "Confusion matrix",
        " ".join([told, *wording.summary(evaluation)]),
        (grid.left + grid.side + grid.right, grid.top + grid.side + 8),
        [
            *_axes(grid),
            *(name for i in every for name in _names(grid, i)),
            *(_cell(evaluation, grid, i, j) for i in every for j in every),
        ],
    )


def _axes(grid: _Grid) -> tuple[Markup, ...]:
    middle = f"translate(14 {grid.top + grid.side / 2:g}) rotate(-90)"
    return (
        text("Predicted class", grid.left + grid.side / 2, 16, "axis middle"),
        element("g", text("True class", 0, 0, "axis middle"), transform=middle),
    )


def _names(grid: _Grid, i: int) -> tuple[Markup, ...]:
    """The name of class i at its row and at its column."""
    label, middle = grid.labels[i], grid.cell * (i + 0.5)
    x, y = grid.left + middle, grid.top - 8
    turned = f"translate({x:g} {y:g}) rotate(-40)"
    return (
        text(label, grid.left - 8, grid.top + middle + 5, "end"),
        element("g", text(label, 0, 0, "start"), transform=turned)
        if grid.slanted
        else text(label, x, y, "middle"),
    )


def _cell(evaluation: Evaluation, grid: _Grid, i: int, j: int) -> Markup:
    times, classes = evaluation.confusion[i][j], evaluation.classes
    x, y, size = grid.left + grid.cell * j, grid.top + grid.cell * i, grid.cell
    said = f"“{classes[i].label}” taken for “{classes[j].label}”: {wording.count(times, 'row')}"
    square = {"x": x + 1, "y": y + 1, "width": size - 2, "height": size - 2, "rx": 4}
    parts = [element("title", said), element("rect", class_="empty", **square)]
    if times:
        share = times / classes[i].support
        # A mistake is rarer than a hit, and shows earlier.
        strength = 0.12 + 0.88 * share if i == j else min(1.0, 0.2 + 1.6 * share)
        kind, shade = "hit" if i == j else "miss", "strong" if strength > 0.55 else "weak"
        parts.append(element("rect", class_=kind, fill_opacity=strength, **square))
        parts.append(text(f"{times}", x + size / 2, y + size / 2 + 5, f"middle {shade}"))
    return element("g", *parts)
