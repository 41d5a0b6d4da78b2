"""`report.html`: the page, from the summary down to the details."""

from collections.abc import Mapping, Sequence
from importlib.resources import files

from mcdeploy.domain import UNPROVEN, Certificate, Model
from mcdeploy.evaluation.gates import Verdict
from mcdeploy.evaluation.report.agreed import agreed
from mcdeploy.evaluation.report.markup import Markup, element
from mcdeploy.evaluation.report.section import Section
from mcdeploy.evaluation.report.sections import (
    calibration,
    classes,
    comparisons,
    curves,
    decision,
    fairness,
    gates,
    glossary,
    lineage,
    mistakes,
    numbers,
    opening,
    origin,
    parity,
)
from mcdeploy.evaluation.result import Evaluation

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLES = ("colours", "text", "layout", "tables", "pictures", "print")


def render(
    evaluation: Evaluation,
    verdicts: Sequence[Verdict],
    model: Model,
    name: str,
    waiver: str = "",
    certificates: Mapping[str, Certificate] = UNPROVEN,
) -> bytes:
    """One file in UTF-8 that needs nothing else: no network, no script, no font. The same
    arguments give the same bytes; whatever text comes in is shown as text."""
    evaluation = agreed(evaluation)
    shown = sections(evaluation, verdicts, model, waiver, certificates)
    body = element(
        "body",
        element("a", "Skip to the details", href="#details", class_="skip"),
        opening.header(evaluation, verdicts, model, name, waiver),
        _navigation(shown),
        element("main", *(each.render() for each in shown), id="details", tabindex="-1"),
    )
    return f"<!doctype html>\n{element('html', _head(name), body, lang='en')}\n".encode()


def sections(
    evaluation: Evaluation,
    verdicts: Sequence[Verdict],
    model: Model,
    waiver: str,
    certificates: Mapping[str, Certificate],
) -> tuple[Section, ...]:
    """Those that there is something to say in, in the order in which they are read."""
    told = (
        gates.section(evaluation, verdicts, waiver),
        numbers.section(evaluation),
        mistakes.section(evaluation),
        classes.section(evaluation),
        curves.section(evaluation),
        calibration.section(evaluation, model.story),
        decision.section(evaluation),
        fairness.section(evaluation),
        comparisons.section(evaluation),
        parity.section(certificates),
        origin.section(model.story, calibrated=bool(evaluation.calibration)),
        lineage.section(evaluation, model.lineage),
        glossary.section(evaluation),
    )
    return tuple(each for each in told if each is not None)


def _navigation(shown: Sequence[Section]) -> Markup:
    links = (element("li", element("a", each.heading, href=f"#{each.anchor}")) for each in shown)
    return element("nav", element("ol", *links), aria_label="On this page")


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
    folder = files(__package__) / "style"
    return "".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
