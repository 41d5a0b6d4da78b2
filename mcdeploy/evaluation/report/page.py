"""`report.html`: the page, from the summary down to the details."""

from collections.abc import Mapping, Sequence
from importlib.resources import files

from mcdeploy.evaluation.gates import Verdict
from mcdeploy.evaluation.report import bars, matrix, story, tables, wording
from mcdeploy.evaluation.report.markup import Markup, element, join
from mcdeploy.evaluation.result import Evaluation

FIGURES = ("accuracy", "f1_macro", "roc_auc_macro", "log_loss")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
WORDS = {
    "Precision": "Of the rows said to be of a class, the share that is.",
    "Recall": "Of the rows of a class, the share that was found.",
    "F1": "The harmonic mean of precision and recall: high only when both are.",
    "ROC AUC": "How often a row of the class scores above a row of another class. A coin gives "
    "0.5, a perfect order 1.",
    "Log loss": "What it costs to have been sure and wrong; 0 is perfect, and a guess among k "
    "classes costs ln k.",
    "Micro, macro, weighted": "Counting every row once, every class once, or every class by the "
    "number of its rows.",
}


def render(
    evaluation: Evaluation,
    verdicts: Sequence[Verdict],
    told: Mapping[str, object],
    lineage: Mapping[str, str],
    name: str,
) -> bytes:
    """One file in UTF-8 that needs nothing else: no network, no script, no font."""
    body = element(
        "main",
        _opening(evaluation, tuple(verdicts), name),
        _section("Gates", element("div", tables.gates(verdicts), class_="full"))
        if verdicts
        else "",
        _mistakes(evaluation),
        _classes(evaluation),
        _section("How the model came to be", story.section(told)) if told else "",
        _section("What it takes to make it again", story.definitions(lineage)) if lineage else "",
        _section("How to read the numbers", story.definitions(WORDS)),
    )
    page = element("html", _head(name), element("body", body), lang="en")
    return f"<!doctype html>\n{page}\n".encode()


def _head(name: str) -> Markup:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("title", f"{name}: evaluation"),
        element("style", Markup(_style())),
    )


def _style() -> str:
    return files(__package__).joinpath("style.css").read_text(encoding="utf-8")


def _opening(evaluation: Evaluation, verdicts: tuple[Verdict, ...], name: str) -> Markup:
    kind = "failed" if any(not each.passed for each in verdicts) else "passed"
    badge = element("p", wording.verdict(verdicts), class_=f"badge {kind if verdicts else 'none'}")
    tiles = (
        element(
            "div",
            element("dt", wording.metric(key)),
            element("dd", wording.number(evaluation.of(key).value)),
        )
        for key in FIGURES
    )
    return element(
        "header",
        element("p", "Evaluation report", class_="eyebrow"),
        element("h1", name),
        badge,
        element("p", " ".join(wording.summary(evaluation)), class_="lead"),
        element("dl", *tiles, class_="tiles"),
    )


def _mistakes(evaluation: Evaluation) -> Markup:
    if len(evaluation.classes) > matrix.LARGEST:
        return _section("What it mixes up", tables.mistakes(evaluation))
    caption = "Rows of the test, by true and predicted class. On the diagonal the model is right."
    figure = element(
        "figure", matrix.draw(evaluation), element("figcaption", caption), class_="matrix"
    )
    numbers = element(
        "details", element("summary", "The matrix as a table"), tables.confusion(evaluation)
    )
    pair = element("div", figure, tables.mistakes(evaluation), class_="pair")
    return _section("What it mixes up", pair, numbers)


def _classes(evaluation: Evaluation) -> Markup:
    caption = "F1 of each class; the whole bar is 1."
    if len(evaluation.classes) > bars.MOST:
        caption = f"F1 of the {bars.MOST} weakest classes; the whole bar is 1."
    figure = element("figure", bars.draw(evaluation), element("figcaption", caption))
    return _section(
        "Class by class",
        element("div", figure, tables.per_class(evaluation), class_="pair"),
        element("div", tables.overall(evaluation), class_="full"),
        tables.undefined(evaluation),
    )


def _section(heading: str, *content: str) -> Markup:
    return element("section", element("h2", heading), join(*content))
