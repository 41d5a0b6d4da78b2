"""Every number about all classes together, and how far each may be off."""

from collections.abc import Iterable, Sequence

from mcdeploy.domain import OVERALL_METRICS, SMALLER_IS_BETTER, Criteria
from mcdeploy.evaluation.report import rule, wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.pictures import whiskers
from mcdeploy.evaluation.report.pictures.whiskers import Whisker
from mcdeploy.evaluation.report.section import Section, figure, pair
from mcdeploy.evaluation.report.sections.reasons import reasons
from mcdeploy.evaluation.report.tables import table
from mcdeploy.evaluation.result import Estimate, Evaluation, Key


def section(evaluation: Evaluation) -> Section:
    found = [
        (name, evaluation.of(name)) for name in OVERALL_METRICS if Key(name) in evaluation.estimates
    ]
    pictures = [
        _figure(better, title, [each for each in found if (each[0] in SMALLER_IS_BETTER) == small])
        for better, title, small in (
            ("larger", "Metrics of which more is better", False),
            ("smaller", "Metrics of which less is better", True),
        )
    ]
    content = join(
        pair(element("div", *pictures, class_="stack"), _table(evaluation, found)),
        reasons({Key(name): one for name, one in found}, evaluation.labels),
    )
    return Section(
        "numbers", "Headline numbers", f"{_lead(evaluation)}{rule.note(evaluation)}", content
    )


def _lead(evaluation: Evaluation) -> str:
    accuracy, criteria = evaluation.of("accuracy"), evaluation.criteria
    if accuracy.interval is None:
        why = accuracy.why or "no resampling was asked for"
        return f"These numbers come without intervals: {why.rstrip('.')}."
    margin = (accuracy.interval.high - accuracy.interval.low) / 2
    return (
        f"Each dot is what was found on {wording.count(evaluation.rows, 'row')}; "
        f"{how(criteria)}. Accuracy is known to about "
        f"±{wording.number(100 * margin, 1)} percentage points; differences smaller than that "
        "say little."
    )


def how(criteria: Criteria) -> str:
    """Where intervals come from, in words."""
    return (
        f"the whisker is how sure that is: its {100 * criteria.confidence:.4g} % interval, for "
        f"rows with this mix of classes, from {criteria.resamples:,} bootstrap resamples"
    )


def _figure(name: str, title: str, found: Sequence[tuple[str, Estimate]]) -> Markup:
    distinct = _distinct(found)
    shown = list(_whiskers((wording.metric(names[0]), one) for names, one in distinct))
    if not shown:
        return NOTHING
    told = "; ".join(f"{wording.metric(name)} {wording.estimate(one)}" for name, one in found)
    caption = " ".join((f"{title}.", *(_alike(names) for names, _ in distinct if names[1:])))
    return figure(whiskers.draw(f"numbers-{name}", title, told, shown), caption)


def _distinct(found: Sequence[tuple[str, Estimate]]) -> Sequence[tuple[list[str], Estimate]]:
    """Those that are the same number with the same interval together: of two classes, and of
    micro averages, many are."""
    groups: dict[tuple[float, ...], tuple[list[str], Estimate]] = {}
    for name, one in found:
        if one.value is not None:
            ends = (one.interval.low, one.interval.high) if one.interval else ()
            same = tuple(round(each, 12) for each in (one.value, *ends))
            groups.setdefault(same, ([], one))[0].append(name)
    return list(groups.values())


def _alike(names: Sequence[str]) -> str:
    first, *others = map(wording.metric, names)
    return f"The same number as {first}: {'; '.join(others)}."


def _whiskers(found: Iterable[tuple[str, Estimate]]) -> Iterable[Whisker]:
    for label, one in found:
        if one.value is not None:
            ends = one.interval
            low, high = (ends.low, ends.high) if ends else (one.value, one.value)
            yield Whisker(label, one.value, low, high)


def _table(evaluation: Evaluation, found: Sequence[tuple[str, Estimate]]) -> Markup:
    rows = (
        (
            wording.metric(name),
            wording.number(one.value, wording.digits(one)),
            wording.interval(one) or "none",
            "smaller" if name in SMALLER_IS_BETTER else "larger",
        )
        for name, one in found
    )
    share = f"{100 * evaluation.criteria.confidence:.4g} % interval"
    return table("All classes together", ("Metric", "Value", share, "Better"), rows)
