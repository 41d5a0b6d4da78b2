"""Take prices from the providers' public APIs."""

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from mcdeploy.catalog import Region, prices, refreshed, regions
from mcdeploy.catalog.price_book import UNITS, book
from mcdeploy.catalog.refresh import CLOUDS, ENDPOINTS, Endpoints, Quote, Unpriced, quotes
from mcdeploy.catalog.refreshed import Prices
from mcdeploy.catalog.zones import zone
from mcdeploy.domain import INTERNET, Price, PriceKey, PriceKind
from mcdeploy.errors import UsageError


@dataclass(frozen=True, slots=True)
class PriceChange:
    """A price that is not what it was; `before` is None where none was known."""

    kind: PriceKind
    key: PriceKey
    before: Price | None
    after: Price


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What lies in `file` now: `taken` is how many prices each cloud gave, `changes` those that
    differ from what counted before, and `kept` maps each cloud whose prices are the old ones to the
    reason."""

    file: Path
    taken: Mapping[str, int]
    changes: tuple[PriceChange, ...]
    kept: Mapping[str, str]


def refresh_prices(
    clouds: Iterable[str] = tuple(CLOUDS),
    *,
    endpoints: Endpoints = ENDPOINTS,
    environ: Mapping[str, str] = os.environ,
    today: date | None = None,
) -> Refreshed:
    """Ask these providers, all at once, and write what they say into the user's file of prices,
    which from then on comes before what this version came with. A cloud that does not answer, or
    speaks nonsense, keeps the prices that it had; where none answers nothing is written.

    `today` is the date that the prices get. Raises `UsageError` for a cloud that there is not, and
    where the file cannot be read or written.
    """
    asked = _known(clouds)
    answers = _asked(asked, endpoints, environ)
    given = {cloud: said for cloud, said in answers.items() if not isinstance(said, str)}
    stated = (today or datetime.now(UTC).date()).isoformat()
    fresh = {quote: _price(quote, stated) for said in given.values() for quote in said}
    changes = tuple(change for change in map(_change, fresh, fresh.values()) if change)
    file = refreshed.path()
    if fresh:
        refreshed.write(file, _merged(file, fresh))
    return Refreshed(
        file,
        {cloud: len(said) for cloud, said in given.items()},
        tuple(sorted(changes, key=lambda one: (one.key[0], one.kind, one.key))),
        {cloud: said for cloud, said in answers.items() if isinstance(said, str)},
    )


def _known(clouds: Iterable[str]) -> list[str]:
    asked = list(dict.fromkeys(clouds))
    for cloud in asked:
        if cloud not in CLOUDS:
            raise UsageError(cloud, "publishes no prices", remedy=f"one of {', '.join(CLOUDS)}")
    return asked


def _asked(
    clouds: list[str], endpoints: Endpoints, environ: Mapping[str, str]
) -> dict[str, tuple[Quote, ...] | str]:
    """By cloud its prices, or why there are none."""

    def ask(cloud: str) -> tuple[Quote, ...] | str:
        try:
            return quotes(cloud, endpoints, environ)
        except Unpriced as error:
            return str(error)

    with ThreadPoolExecutor(len(CLOUDS)) as pool:
        return dict(zip(clouds, pool.map(ask, clouds), strict=True))


def _price(quote: Quote, today: str) -> Price:
    return Price(quote.dollars, UNITS[quote.kind], f"list price: {quote.source}", today)


def _change(quote: Quote, after: Price) -> PriceChange | None:
    before = _before(quote.kind, quote.key)
    if before is not None and before.dollars == after.dollars:
        return None
    return PriceChange(quote.kind, quote.key, before, after)


def _before(kind: PriceKind, key: PriceKey) -> Price | None:
    """What counts until now; of a transfer, between two regions that the price is for."""
    if kind is not PriceKind.TRANSFER:
        return book(kind).get(key)
    for here in regions().values():
        if here.provider == key[0] and key[1] in (here.code, zone(here).name, "*"):
            for there in regions().values():
                if _reaches(key[2], here, there):
                    return prices.transfer(here, there)
    return None


def _reaches(place: str, here: Region, there: Region) -> bool:
    """Whether what is said of a place is said of bytes from here to there."""
    name = zone(there).name
    if here.provider != there.provider:
        return place == f"{INTERNET}{name}"
    abroad = place == "*" and name != zone(here).name
    return here != there and (place in (there.code, name) or abroad)


def _merged(file: Path, fresh: Mapping[Quote, Price]) -> Prices:
    """What was refreshed before stays where nothing new is known."""
    stamp = refreshed.stamp(file)
    old = refreshed.prices(stamp) if stamp else {}
    merged = {kind: dict(old.get(kind, {})) for kind in PriceKind}
    for quote, price in fresh.items():
        merged[quote.kind][quote.key] = price
    return merged
