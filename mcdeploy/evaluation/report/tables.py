"""Tables, each with a caption, and a scope on every header."""

from collections.abc import Iterable, Sequence
from functools import partial

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.result import Estimate


def table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    words: int = 1,
    stacked: bool = False,
) -> Markup:
    """The first cell of a row is its header; the columns after the first `words` hold numbers.
    A wide table scrolls within its own frame; on a phone, a `stacked` one shows each row as a
    block of its own, for which its roles are written out: no browser then knows them by itself."""
    kinds = [{"class_": "number"} if column >= words else {} for column in range(len(heads))]
    role = partial(_role, stacked)
    head = (
        element("th", text, scope="col", **role("columnheader"), **kind)
        for text, kind in zip(heads, kinds, strict=True)
    )
    body = (
        element(
            "tr",
            element("th", row[0], scope="row", **role("rowheader")),
            *(
                element("td", cell, **role("cell", name), **kind)
                for cell, name, kind in zip(row[1:], heads[1:], kinds[1:], strict=True)
            ),
            **role("row"),
        )
        for row in rows
    )
    whole = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *head, **role("row")), **role("rowgroup")),
        element("tbody", *body, **role("rowgroup")),
        **role("table"),
        **({"class_": "stacked"} if stacked else {}),
    )
    return scrolling(caption, whole)


def _role(stacked: bool, role: str, head: str = "") -> dict[str, str]:
    if not stacked:
        return {}
    return {"role": role, "data_head": head} if head else {"role": role}


def scrolling(label: str, content: Markup) -> Markup:
    """A frame of its own for what may be wider than the page; the keyboard reaches it."""
    return element("div", content, class_="scroll", role="group", aria_label=label, tabindex="0")


def folded(summary: str, *content: str) -> Markup:
    """Content that is there for those who ask."""
    return element("details", element("summary", summary), join(*content))


def estimated(one: Estimate) -> Markup:
    """The value, and below it the interval; the reason where there is none."""
    if one.value is None:
        return element("span", wording.UNDEFINED, class_="undefined", title=one.why)
    within = wording.interval(one)
    value = wording.number(one.value, wording.digits(one))
    return join(value, element("span", within, class_="within") if within else NOTHING)


def more(shown: int, there: int, noun: str) -> Markup:
    """What a table that was cut leaves out; nothing when it holds everything."""
    left = there - shown
    return element("p", f"And {left:,} more {noun}.", class_="more") if left > 0 else NOTHING
