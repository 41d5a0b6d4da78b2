"""One price as a provider publishes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite

from mcdeploy.domain import PriceKey, PriceKind

MOST = 5.0
"""Dollars. No storage, GB or 10,000 requests of the standard class costs nearly so much."""


class Unpriced(Exception):
    """A provider's prices cannot be had: it does not answer, or speaks nonsense. The reason is a
    sentence for people."""


@dataclass(frozen=True, slots=True)
class Quote:
    """`dollars` for a unit of the kind (see `price_book.UNITS`), and the URL where that stands."""

    kind: PriceKind
    key: PriceKey
    dollars: float
    source: str


def checked(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """The quotes, the first of each key; raises `Unpriced` where there is none, or no price is like
    that."""
    found: dict[tuple[PriceKind, PriceKey], Quote] = {}
    for quote in quotes:
        if not (isfinite(quote.dollars) and 0 <= quote.dollars <= MOST):
            what = f"a {quote.kind} price of ${quote.dollars:g} in {quote.key[1]} cannot be"
            raise Unpriced(f"{quote.source}: {what}")
        found.setdefault((quote.kind, quote.key), quote)
    if not found:
        raise Unpriced("the answer holds none of the prices that are looked for")
    return tuple(found.values())


def first_tier(tiers: Mapping[float, float]) -> float | None:
    """The price of the lowest tier that is not free, by where it starts; None where all are. Raises
    `Unpriced` where one is less than nothing."""
    if any(dollars < 0 for dollars in tiers.values()):
        raise Unpriced("the answer has a price below zero")
    paid = [start for start, dollars in tiers.items() if dollars > 0]
    return tiers[min(paid)] if paid else None
