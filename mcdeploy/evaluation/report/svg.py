"""Inline SVG that says in words what it shows."""

from collections.abc import Sequence

from mcdeploy.evaluation.report.markup import Markup, element


def picture(title: str, told: str, size: tuple[float, float], parts: Sequence[Markup]) -> Markup:
    """A picture with a name and a description for those who hear the page; it shrinks with the
    page and never grows beyond its `size` in pixels."""
    name = title.lower().replace(" ", "-")
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", told, id=f"{name}-text"),
        *parts,
        viewBox=f"0 0 {size[0]:g} {size[1]:g}",
        role="img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-text",
        style=f"max-width:{size[0]:g}px",
    )


def text(words: str, x: float, y: float, kind: str) -> Markup:
    """`kind` is a class of the style sheet; (x, y) is where the anchor lies on the base line."""
    return element("text", words, x=x, y=y, class_=kind)
