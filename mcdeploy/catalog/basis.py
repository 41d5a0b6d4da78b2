"""On what the dollars of a plan rest, in words."""

from collections.abc import Iterable, Iterator, Sequence

from mcdeploy.catalog import prices
from mcdeploy.domain import Price, Target


def basis(targets: Iterable[Target]) -> tuple[str, ...]:
    """Sentences: of which dates the prices are that a plan for these targets goes by, and where a
    manifest states some. None where no target has a price. UsageError: an unknown region."""
    known = [price for target in targets if target.public for price in _prices(target)]
    dates = sorted({price.as_of for price in known if price.as_of})
    stated = sorted({price.source for price in known if not price.as_of})
    return (*_dated(dates), *_stated(stated))


def _dated(dates: Sequence[str]) -> Iterator[str]:
    if dates:
        first, last = dates[0], dates[-1]
        yield f"prices are of {first}" + (f" to {last}" if last != first else "")


def _stated(sources: Sequence[str]) -> Iterator[str]:
    if sources:
        yield f"prices are stated in {', '.join(sources)}"


def _prices(target: Target) -> tuple[Price, ...]:
    region = f"{target.provider}:{target.region}"
    return prices.storage(region, target.tariff), prices.writes(region, target.tariff)
