"""The top of the page: what became of it, in a few sentences and numbers."""

from collections.abc import Sequence

from mcdeploy.domain import Model
from mcdeploy.evaluation.gates import Verdict
from mcdeploy.evaluation.report import rule, summary, wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.result import Evaluation, Key

TILES = tuple(Key(name) for name in ("accuracy", "f1_macro", "roc_auc_macro", "log_loss", "ece"))


def header(
    evaluation: Evaluation, verdicts: Sequence[Verdict], model: Model, name: str, waiver: str
) -> Markup:
    """The page's own heading, the verdict, the summary, the tiles, the metric to look at."""
    kind = "failed" if any(not each.passed for each in verdicts) else "passed"
    return element(
        "header",
        element("p", "Evaluation report", class_="eyebrow"),
        element("h1", name),
        element(
            "p",
            summary.verdict(verdicts, waiver),
            class_=f"badge {kind if verdicts else 'none'}",
        ),
        _waived(verdicts, waiver) if waiver else "",
        element("p", " ".join(summary.sentences(evaluation, model)), class_="summary"),
        element("dl", *_tiles(evaluation), class_="tiles"),
        _advice(evaluation),
    )


def _waived(verdicts: Sequence[Verdict], reason: str) -> Markup:
    failed = any(not each.passed for each in verdicts)
    told = (
        "Gates that failed were waived. "
        if failed
        else "Gates were allowed to fail, and none that was held here did. "
    )
    return element(
        "p",
        element("strong", told),
        "The reason that was given: ",
        element("q", reason),
        class_="waiver" if failed else "caution",
    )


def _tiles(evaluation: Evaluation) -> list[Markup]:
    """The metric that suits the problem first, then those that everybody asks for."""
    first, found = evaluation.advice.metric, evaluation.estimates
    keys = [key for key in dict.fromkeys((first, *TILES)) if key in found]
    return [_tile(evaluation, key, "first" if key == first else "") for key in keys]


def _tile(evaluation: Evaluation, key: Key, kind: str) -> Markup:
    one, naming = evaluation.estimates[key], rule.naming(evaluation, key)
    within = wording.interval(one)
    value = wording.number(one.value, wording.digits(one))
    unsure = "no interval" if one.value is not None and one.why else ""
    below = within or unsure
    return element(
        "div",
        element(
            "dt",
            wording.measured(key),
            join(" ", element("span", naming, class_="naming")) if naming else NOTHING,
        ),
        element(
            "dd",
            element("span", value, class_="value" if one.value is not None else "value undefined"),
            join(" ", element("span", f"({below})", class_="within")) if below else NOTHING,
        ),
        **({"class_": kind} if kind else {}),
    )


def _advice(evaluation: Evaluation) -> Markup:
    """The metric that suits the problem, its value, and the reason."""
    advice = evaluation.advice
    one = evaluation.estimates.get(advice.metric)
    value = join(": ", element("strong", wording.estimate(one))) if one else NOTHING
    return element(
        "p",
        "The number to look at is ",
        element("strong", wording.measured(advice.metric)),
        value,
        ". ",
        wording.turned(advice.why, evaluation.labels),
        class_="advice",
    )
