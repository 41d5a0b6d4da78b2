"""Inline SVG that says in words what it shows."""

from collections.abc import Iterable

from mcdeploy.evaluation.report.markup import Markup, element
from mcdeploy.evaluation.report.tables import scrolling

WIDTH = 416.0
"""Letters of 14 pixels in a picture of this width keep 11 on a phone; a wider picture scrolls."""

LETTER = 7.6
"""How wide a letter of a label is, on average."""


def picture(
    name: str, title: str, told: str, size: tuple[float, float], parts: Iterable[Markup]
) -> Markup:
    """A picture with a title and a description for those who hear the page. `name` is unique in
    the page and made of letters, digits and hyphens. It shrinks with the page down to what can be
    read, and never grows beyond its `size` in pixels."""
    width, height = size
    least = "" if width <= WIDTH else f";min-width:{0.8 * width:.0f}px"
    drawing = element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", told, id=f"{name}-text"),
        *parts,
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-text",
        style=f"max-width:{width:.0f}px{least}",
    )
    return drawing if width <= WIDTH else scrolling(title, drawing)


def text(words: str, x: float, y: float, kind: str = "") -> Markup:
    """`kind` is a class of the style sheet; (x, y) is where the anchor lies on the base line."""
    return element("text", words, x=x, y=y, **({"class_": kind} if kind else {}))


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=kind)
