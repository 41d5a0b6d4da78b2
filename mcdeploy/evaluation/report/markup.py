"""HTML and SVG elements. Text is escaped unless it is an element already."""

from html import escape

VOID = frozenset({"meta"})


class Markup(str):
    """A piece of finished markup; any other string is text."""

    __slots__ = ()


NOTHING = Markup("")


def element(tag: str, *children: str, **attributes: str | float) -> Markup:
    """`<tag attributes>children</tag>`. In the name of an attribute a final underscore falls
    away and the others become hyphens: `class_`, `aria_label`. Numbers have two decimals, so that
    the same picture has the same bytes on any machine."""
    given = "".join(
        f' {name.removesuffix("_").replace("_", "-")}="{escape(_plain(value))}"'
        for name, value in attributes.items()
    )
    if tag in VOID:
        return Markup(f"<{tag}{given}>")
    return Markup(f"<{tag}{given}>{join(*children)}</{tag}>")


def join(*parts: str, by: str = "") -> Markup:
    """One piece of markup from several pieces and texts."""
    return Markup(by.join(part if isinstance(part, Markup) else escape(part) for part in parts))


def rounded(value: float) -> str:
    """A coordinate: two decimals at most, and never a negative zero."""
    return f"{round(value, 2) + 0.0:.10g}"


def _plain(value: str | float) -> str:
    return value if isinstance(value, str) else rounded(value)
