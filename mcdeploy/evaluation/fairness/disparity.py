"""How far apart the groups of a column are.

Definitions: fairlearn 0.15, `demographic_parity_*`, `equalized_odds_*` (worst case) and
`equal_opportunity_*`, between groups: the greatest rate of a group less the smallest, and the
smallest over the greatest. Where a group has no rate, or there is one group only, they are
undefined.
"""

from collections.abc import Mapping
from functools import reduce

import numpy as np

from mcdeploy.evaluation.fairness.rates import Values, share

MADE_OF: Mapping[str, tuple[str, ...]] = {
    "demographic_parity": ("selection_rate",),
    "equalized_odds": ("recall", "false_positive_rate"),
    "equal_opportunity": ("recall",),
    "accuracy": ("accuracy",),
}
"""The rates in which the groups may be apart."""


def difference(of: str, rates: Mapping[str, Values]) -> Values:
    """The greatest of its rates' differences; rates of shape (b, g, c) give (b, c)."""
    apart = (rates[name].max(axis=1) - rates[name].min(axis=1) for name in MADE_OF[of])
    return reduce(np.maximum, apart)


def ratio(of: str, rates: Mapping[str, Values]) -> Values:
    """The least of its rates' ratios, NaN where a rate is 0 in every group; but false positive
    rates of 0 in every group are alike, and leave it to the recall (as in fairlearn)."""
    return reduce(np.minimum, (_ratio(name, rates[name]) for name in MADE_OF[of]))


def _ratio(name: str, rate: Values) -> Values:
    least, most = rate.min(axis=1), rate.max(axis=1)
    alike = 1.0 if name == "false_positive_rate" else np.nan
    return share(least, most, np.where(most == 0.0, alike, np.nan))
