"""The candidates that were tried, and how far each may be off."""

from collections.abc import Mapping

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.origin import terms
from mcdeploy.evaluation.report.origin.reading import mapping, number, records, word
from mcdeploy.evaluation.report.pictures import whiskers
from mcdeploy.evaluation.report.pictures.whiskers import Whisker
from mcdeploy.evaluation.report.section import figure, pair

MOST = 40


def tell(value: object) -> Markup:
    known = mapping(value)
    tried = records(known.get("candidates"))
    shown = [found for row in tried if (found := _candidate(row)) is not None]
    if not shown or len(shown) != len(tried) or len(shown) > MOST:
        return NOTHING
    metric = wording.metric(word(known.get("metric"))) or "Score"
    title = f"{metric} of each candidate"
    told = "; ".join(f"{e.label}: {e.value:.4f}, spread {e.high - e.value:.4f}" for e in shown)
    drawn = whiskers.draw("search", title, told, shown)
    folds = number(known.get("folds"))
    over = f" over {folds:.0f} folds" if folds else ""
    caption = f"{metric}{over}: the mean as a dot, one standard deviation either way."
    rest = {k: each for k, each in known.items() if k not in ("candidates", "metric", "folds")}
    whole = join(terms.section(rest) if rest else NOTHING, terms.told("candidates", tried))
    return pair(figure(drawn, caption), element("div", whole))


def _candidate(row: Mapping[str, object]) -> Whisker | None:
    """Its name is made of all that is not the result."""
    mean, spread = number(row.get("mean")), number(row.get("spread")) or 0.0
    if mean is None:
        return None
    label = ", ".join(
        terms.shown(each) if isinstance(each, str) else f"{key} {terms.shown(each)}"
        for key, each in row.items()
        if key in row and key not in ("mean", "spread", "error") and terms.plain(each)
    )
    return Whisker(label, mean, mean - spread, mean + spread)
