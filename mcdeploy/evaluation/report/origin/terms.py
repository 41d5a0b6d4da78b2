"""A story of whatever form, as prose, terms and tables."""

from collections.abc import Mapping, Sequence

from mcdeploy.evaluation.report.markup import Markup, element, join
from mcdeploy.evaluation.report.origin.reading import records
from mcdeploy.evaluation.report.tables import more, table
from mcdeploy.evaluation.report.wording import MISSING

DEEPEST = 6  # of HTML's headings
LONGEST = 40  # rows of a table
NAMES = {"balance": "Rows of the smallest class for each row of the largest"}


def told(key: str, value: object, level: int = 4) -> Markup:
    """What stands below the heading of that key."""
    if isinstance(value, Mapping):
        return section(value, level)
    return _table(key, records(value)) if records(value) else element("p", shown(value))


def section(content: Mapping[str, object], level: int = 4) -> Markup:
    """Sentences first, then terms, then what has parts of its own under headings."""
    prose = [text for key, text in content.items() if key == "why" and isinstance(text, str)]
    terms = {key: value for key, value in content.items() if key != "why" and plain(value)}
    nested = [(key, value) for key, value in content.items() if not plain(value)]
    return join(
        *(element("p", text) for text in prose),
        definitions({named(key): value for key, value in terms.items()}) if terms else "",
        *(_part(key, value, level) for key, value in nested),
    )


def definitions(terms: Mapping[str, object]) -> Markup:
    pairs = (
        element("div", element("dt", key), element("dd", shown(value)))
        for key, value in terms.items()
    )
    return element("dl", *pairs)


def _part(key: str, value: object, level: int) -> Markup:
    if isinstance(value, Mapping):
        heading = element(f"h{min(level, DEEPEST)}", named(key))
        return element("div", heading, section(value, level + 1), class_="part")
    return _table(key, records(value))


def _table(key: str, rows: list[Mapping[str, object]]) -> Markup:
    """A column is of numbers when it is in the first row; the page shows the first rows only."""
    heads = list(dict.fromkeys(head for row in rows for head in row))
    words = [head for head in heads if isinstance(rows[0].get(head), str)]
    ordered = words + [head for head in heads if head not in words]
    cells = ([shown(row.get(head)) for head in ordered] for row in rows[:LONGEST])
    whole = table(named(key), [named(head) for head in ordered], cells, words=max(1, len(words)))
    return join(whole, more(LONGEST, len(rows), "rows"))


def plain(value: object) -> bool:
    return not isinstance(value, Mapping) and not records(value)


def named(key: str) -> str:
    if key in NAMES:
        return NAMES[key]
    words = key.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def shown(value: object, limit: int = 12) -> str:
    """A value as text; of a long list the beginning and how many more there are."""
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: MISSING}[value]
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {shown(each)}" for key, each in value.items()) or "none"
    if isinstance(value, Sequence) and not isinstance(value, str):
        more = f" and {len(value) - limit} more" if len(value) > limit else ""
        return (", ".join(shown(each) for each in value[:limit]) or "none") + more
    return str(value)
