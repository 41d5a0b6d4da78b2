"""How one number is distributed, small enough to stand in a row of many."""

from collections.abc import Sequence

from mcdeploy.evaluation.report.markup import Markup, element, rounded
from mcdeploy.evaluation.report.pictures.frame import picture

WIDE, HIGH = 120.0, 44.0


def draw(name: str, title: str, told: str, counts: Sequence[float]) -> Markup:
    """One outline over bins of equal width; the fullest reaches the top."""
    most, step = max([*counts, 1e-12]), WIDE / max(1, len(counts))
    tops = [HIGH - (HIGH - 2) * max(0.0, count) / most for count in counts]
    outline = "".join(f"V{rounded(round(top, 1))}h{rounded(step)}" for top in tops)
    parts = [
        element("path", d=f"M0 {HIGH:g}{outline}V{HIGH:g}z", class_="count"),
        element("line", x1=0, x2=WIDE, y1=HIGH, y2=HIGH, class_="zero"),
    ]
    return picture(name, title, told, (WIDE, HIGH + 1), parts)
