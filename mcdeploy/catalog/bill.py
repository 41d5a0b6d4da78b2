"""What it costs to put bytes on a target, to leave them there, and to read them."""

from collections.abc import Iterator
from dataclasses import dataclass

from mcdeploy.catalog import prices
from mcdeploy.catalog.price_book import UNITS
from mcdeploy.domain import Cost, Price, PriceKind, Target

GB = 2**30
"""The clouds bill a GB of 2^30 bytes."""

REQUESTS = 10_000
"""The number of requests that one price of `prices.writes` pays for."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a target holds and gives in a month: bytes of the release that is live, of everything
    else of the deployment, and how often the former is read, with so many requests each time."""

    live: int
    rest: int = 0
    reads: float = 0.0
    requests: int = 0


@dataclass(frozen=True, slots=True)
class Charge:
    """One line of a monthly bill: an amount of bytes or requests, of which the price is for so many
    (`GB` or `REQUESTS`)."""

    target: str
    what: str
    amount: int
    per: int
    price: Price

    @property
    def dollars(self) -> float:
        return self.amount / self.per * self.price.dollars


def estimate(target: Target, stored_bytes: int, sent_bytes: int, requests: int) -> Cost:
    """List-price dollars: `once` for sending the bytes in so many write requests, `monthly` for
    those then stored.

    A target outside the public clouds costs nothing here: own hardware has no list price.
    Raises UsageError when a public target's region is not in the catalogue.
    """
    if not target.public:
        return Cost(0.0, 0.0)
    region = _region(target)
    sending = sent_bytes / GB * prices.INBOUND.dollars
    writing = requests / REQUESTS * prices.writes(region, target.tariff).dollars
    keeping = stored_bytes / GB * prices.storage(region, target.tariff).dollars
    return Cost(sending + writing, keeping)


def charges(target: Target, usage: Usage, reader: str | None) -> Iterator[Charge]:
    """The lines of a target. `reader` is the id of the region where it is read (None: anywhere on
    the internet). Raises UsageError as `estimate` does."""
    yield _storage(target, "storage of what is live", usage.live)
    if usage.rest:
        yield _storage(target, "storage of everything else", usage.rest)
    if usage.reads:
        requests = round(usage.reads * usage.requests)
        reads = _price(target, PriceKind.READS, reader)
        yield Charge(target.name, "read requests", requests, REQUESTS, reads)
        where = reader or "the internet"
        leaving = _price(target, PriceKind.EGRESS, reader)
        size = round(usage.reads * usage.live)
        yield Charge(target.name, f"bytes to {where}", size, GB, leaving)


def _storage(target: Target, what: str, size: int) -> Charge:
    return Charge(target.name, what, size, GB, _price(target, PriceKind.STORAGE, None))


def _price(target: Target, kind: PriceKind, reader: str | None) -> Price:
    if not target.public:
        return Price(0.0, UNITS[kind], "own hardware: no list price", "")
    region, tariff = _region(target), target.tariff
    match kind:
        case PriceKind.STORAGE:
            return prices.storage(region, tariff)
        case PriceKind.READS:
            return prices.reads(region, tariff)
        case _ if reader is not None:
            return prices.transfer(region, reader, tariff)
        case _:
            return prices.egress(region, tariff)


def _region(target: Target) -> str:
    return f"{target.provider}:{target.region}"
