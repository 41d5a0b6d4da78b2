"""The tables of the page; each has a caption, and a scope on every header."""

from collections.abc import Iterable, Sequence

from mcdeploy.domain import CLASS_METRICS
from mcdeploy.evaluation.gates import Verdict
from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import Markup, element, join
from mcdeploy.evaluation.result import Evaluation, Key

SHOWN = CLASS_METRICS[:4]


def table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1
) -> Markup:
    """The first cell of a row is its header; the columns after the first `words` hold numbers.
    A wide table scrolls within its own frame."""
    kinds = [{"class_": "number"} if column >= words else {} for column in range(len(heads))]
    head = (
        element("th", text, scope="col", **kind) for text, kind in zip(heads, kinds, strict=True)
    )
    body = (
        element(
            "tr",
            element("th", row[0], scope="row"),
            *(element("td", cell, **kind) for cell, kind in zip(row[1:], kinds[1:], strict=True)),
        )
        for row in rows
    )
    whole = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *head)),
        element("tbody", *body),
    )
    return element("div", whole, class_="scroll", role="region", aria_label=caption, tabindex="0")


def gates(verdicts: Sequence[Verdict]) -> Markup:
    rows = ((_gate(each), _mark(each), each.why) for each in verdicts)
    heads = ("Gate", "Verdict", "Value")
    return table("What each gate asked for and what it got", heads, rows, words=3)


def _gate(verdict: Verdict) -> Markup:
    metric = element("span", verdict.gate.metric, class_="word")
    label = verdict.gate.label
    return metric if label is None else join(metric, f" of “{label}”")


def _mark(verdict: Verdict) -> Markup:
    word, sign = ("passed", "✓ passed") if verdict.passed else ("failed", "✗ failed")
    return element("span", sign, class_=f"mark {word}")


def overall(evaluation: Evaluation) -> Markup:
    means = ("micro", "macro", "weighted")
    rows = [
        (
            wording.metric(name),
            *(
                wording.number(evaluation.of(f"{name}_{mean}").value)
                if Key(f"{name}_{mean}") in evaluation.estimates
                else ""
                for mean in means
            ),
        )
        for name in SHOWN
    ]
    heads = ("Metric", "Micro", "Macro", "Weighted")
    return table("Averages over the classes", heads, rows)


def per_class(evaluation: Evaluation) -> Markup:
    rows = (
        (
            each.label,
            f"{each.support:,}",
            *(wording.number(evaluation.of(n, each.label).value, 3) for n in SHOWN),
        )
        for each in evaluation.classes
    )
    heads = ("Class", "Rows", *(wording.metric(name) for name in SHOWN))
    return table("Each class against all the others", heads, rows)


def mistakes(evaluation: Evaluation, limit: int = 10) -> Markup:
    found = wording.mistakes(evaluation)
    if not found:
        return element("p", "There was no mistake.")
    rows = ((true, said, f"{times:,}") for times, true, said in found[:limit])
    caption = "All mistakes" if len(found) <= limit else f"The {limit} most frequent mistakes"
    return table(caption, ("It was", "It was taken for", "Rows"), rows, words=2)


def confusion(evaluation: Evaluation) -> Markup:
    labels = [each.label for each in evaluation.classes]
    rows = (
        (label, *(f"{count:,}" for count in row))
        for label, row in zip(labels, evaluation.confusion, strict=True)
    )
    caption = "Rows by true class (down) and predicted class (across)"
    return table(caption, ("True class", *labels), rows)


def undefined(evaluation: Evaluation) -> Markup:
    """The reasons for the metrics that have no value; nothing when all have one."""
    reasons = [
        (wording.metric(key.metric) + (f" of “{key.label}”" if key.label else ""), one.why)
        for key, one in evaluation.estimates.items()
        if one.value is None
    ]
    if not reasons:
        return Markup("")
    items = (
        element("li", element("strong", name), f" has no value: {why}.") for name, why in reasons
    )
    return join(element("h3", "Without a value"), element("ul", *items, class_="notes"))
