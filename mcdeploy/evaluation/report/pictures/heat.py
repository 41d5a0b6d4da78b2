"""Correlations of every pair of features as shades: one colour for together, one for against."""

from collections.abc import Sequence

from mcdeploy.evaluation.report.markup import Markup, element
from mcdeploy.evaluation.report.names import distinct
from mcdeploy.evaluation.report.pictures.frame import LETTER, WIDTH, picture, text


def draw(
    name: str, title: str, told: str, labels: Sequence[str], matrix: Sequence[Sequence[float]]
) -> Markup:
    """The half below the diagonal; the other is its mirror image. Values are -1 to 1."""
    short = distinct(labels, 22)
    start = LETTER * max(map(len, short)) + 10
    cell = max(18.0, min(40.0, (WIDTH - start) / len(short)))
    foot = cell * len(short)
    parts = [text(label, start - 8, cell * (i + 0.5) + 5, "end") for i, label in enumerate(short)]
    parts += [
        element(
            "rect",
            x=start + cell * j,
            y=cell * i,
            width=cell - 1,
            height=cell - 1,
            class_="hit" if r >= 0 else "miss",
            fill_opacity=0.04 + 0.96 * min(1.0, abs(r)),
        )
        for i, row in enumerate(matrix)
        for j, r in enumerate(row[: i + 1])
    ]
    turned = [
        element(
            "g",
            text(label, 0, 0, "end"),
            transform=f"translate({start + cell * (j + 0.5) + 5:.1f} {foot + 10:.1f}) rotate(-90)",
        )
        for j, label in enumerate(short)
    ]
    return picture(name, title, told, (start + foot, foot + start), [*parts, *turned])
