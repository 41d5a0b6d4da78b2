"""Names and numbers as people read them."""

import math
from collections.abc import Iterable, Sequence

from mcdeploy.evaluation.result import Estimate, Interval, Key

NAMES = {
    "f1": "F1",
    "roc_auc": "ROC AUC",
    "roc_auc_ovo": "ROC AUC OvO",
    "log_loss": "Log loss",
    "mcc": "Matthews correlation",
    "brier": "Brier score",
    "ece": "Calibration error",
    "balanced_accuracy": "Balanced accuracy",
    "expected_cost": "Expected cost",
    "expected_cost_most_probable": "Expected cost, most probable class",
}
MEANS = ("micro", "macro", "weighted")
MISSING = "\N{EN DASH}"
UNDEFINED = "undefined"
MINUS = "\N{MINUS SIGN}"


def metric(name: str) -> str:
    """`f1_macro` as `F1, macro`."""
    stem, _, mean = name.rpartition("_")
    if mean in MEANS:
        return f"{metric(stem)}, {mean}"
    return NAMES.get(name, name.replace("_", " ").capitalize())


def measured(key: Key) -> str:
    """`Recall of “fraud” for sex: f`."""
    label = "" if key.label is None else f" of {quoted(key.label)}"
    column = "" if key.column is None else f" for {key.column}"
    group = "" if key.group is None else f": {key.group}"
    return f"{metric(key.metric)}{label}{column}{group}"


def number(value: float | None, digits: int = 3) -> str:
    """With so many decimals and a true minus; `undefined` for None."""
    if value is None:
        return UNDEFINED
    return f"{round(value, digits) + 0.0:,.{digits}f}".replace("-", MINUS)


def signed(value: float | None, digits: int = 3) -> str:
    """With its sign, as a difference is written: `+0.012`."""
    text = number(value, digits)
    return f"+{text}" if value is not None and round(value, digits) > 0 else text


def digits(estimate: Estimate) -> int:
    """As many decimals as the width of the interval is worth, three to six; fewer for what is
    counted in tens and hundreds."""
    if estimate.value is not None and abs(estimate.value) >= 10:
        return 2
    width = _width(estimate.interval)
    return max(3, min(6, 1 - math.floor(math.log10(width)))) if width else 3


def _width(interval: Interval | None) -> float:
    return 0.0 if interval is None else interval.high - interval.low


def estimate(one: Estimate) -> str:
    """`0.969 (0.950 to 0.983)`, `0.969`, or `undefined`."""
    value = number(one.value, digits(one))
    within = interval(one)
    return f"{value} ({within})" if within else value


def interval(one: Estimate) -> str:
    """`0.950 to 0.983`; nothing where there is none."""
    if one.value is None or one.interval is None:
        return ""
    places = digits(one)
    return f"{number(one.interval.low, places)} to {number(one.interval.high, places)}"


def count(amount: int, noun: str, plural: str = "") -> str:
    """`1 row`, `2 rows`, `1,797 rows`."""
    return f"{amount:,} {noun if amount == 1 else plural or noun + 's'}"


def percent(share: float) -> str:
    """Whole per cent; 0 and 100 are for none and all."""
    if 0.0 < share < 0.01:
        return "<1"
    if 0.99 < share < 1.0:
        return ">99"
    return f"{share * 100:.0f}"


def shortened(label: str, limit: int = 14) -> str:
    """Of a long name the beginning and the end, where names of one family differ."""
    tail = limit // 3
    return label if len(label) <= limit else f"{label[: limit - tail - 1]}…{label[-tail:]}"


def turned(text: str, labels: Iterable[str]) -> str:
    """A text from elsewhere, in which these names stand as Python writes them, with the quotes of
    the page."""
    for label in sorted(labels, key=len, reverse=True):
        text = text.replace(repr(label), quoted(label))
    return text


def quoted(label: str) -> str:
    """A name from the data within a sentence."""
    return f"“{shortened(label, 80)}”"


def listed(names: Sequence[str], limit: int = 8) -> str:
    """`a, b and c`; of many the first, and how many more there are."""
    if len(names) > limit:
        return f"{', '.join(names[:limit])} and {len(names) - limit:,} more"
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)
