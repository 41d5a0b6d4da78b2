"""How the model came to be: what its maker tells, in the order in which it is told."""

from collections.abc import Callable, Mapping

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, join
from mcdeploy.evaluation.report.origin import (
    correlations,
    data,
    features,
    importance,
    reading,
    rescaling,
    search,
    terms,
)
from mcdeploy.evaluation.report.section import Section, titled

Teller = Callable[[object], Markup]
TELLERS: Mapping[str, Teller] = {
    "data": data.tell,
    "features": features.tell,
    "correlations": correlations.tell,
    "split": data.split,
    "search": search.tell,
    "importance": importance.tell,
    "calibration": rescaling.tell,
}
"""Each gives nothing for what it does not know; then the general terms and tables tell it."""

HEADINGS = {
    "data": "The data",
    "features": "How the features are distributed",
    "correlations": "Features that go together",
    "leakage": "Rows in more than one part of the split",
    "split": "The split",
    "search": "The search",
    "choice": "The choice",
    "importance": "The features that matter",
    "calibration": "Calibration before and after",
}
"""In the order in which the parts are told; whatever else there is comes after them."""


def section(story: Mapping[str, object], calibrated: bool) -> Section | None:
    """`calibrated`: the section on calibration has told that part already."""
    known = [key for key in HEADINGS if key in story and not (calibrated and key == "calibration")]
    told = known + [key for key in story if key not in HEADINGS]
    if not told:
        return None
    loose = {key: story[key] for key in told if key not in HEADINGS and terms.plain(story[key])}
    parts = [_part(key, story[key]) for key in told if key not in loose and story[key]]
    content = join(terms.section(loose) if loose else NOTHING, *parts)
    return Section("origin", "How the model came to be", _lead(story), content)


def _part(key: str, value: object) -> Markup:
    drawn = TELLERS[key](value) if key in TELLERS else NOTHING
    return titled(HEADINGS.get(key, terms.named(key)), drawn or terms.told(key, value))


def _lead(story: Mapping[str, object]) -> str:
    """In one sentence: rows, features, candidates, as far as they are told."""
    data, split = reading.mapping(story.get("data")), reading.mapping(story.get("split"))
    rows, features, train = (
        reading.number(each)
        for each in (data.get("rows"), data.get("features"), split.get("train"))
    )
    if rows is None or features is None:
        return "What its maker tells of it."
    learned = f"{train:,.0f} of {rows:,.0f} rows" if train is not None else f"{rows:,.0f} rows"
    told = f"It learned from {learned} with {wording.count(int(features), 'feature')}"
    tried = len(reading.records(reading.mapping(story.get("search")).get("candidates")))
    return f"{told}; {wording.count(tried, 'candidate')} stood for choice." if tried else f"{told}."
