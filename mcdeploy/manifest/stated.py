"""Numbers of your own in place of the catalogue's: prices by contract, round trips as measured."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from mcdeploy import catalog
from mcdeploy.catalog.price_book import UNITS
from mcdeploy.domain import NO_TARIFF, Price, PriceKind, RoundTrip, Tariff
from mcdeploy.errors import UsageError
from mcdeploy.manifest.distinct import distinct
from mcdeploy.manifest.part import Part, Real
from mcdeploy.manifest.plain import Text
from mcdeploy.manifest.problem import Field as At

Dollars = Annotated[Real, Field(ge=0)]
Milliseconds = Annotated[Real, Field(gt=0)]


class StatedPrices(Part):
    """Prices in US dollars, by region as `aws:us-east-1`, in place of the providers' lists."""

    storage: dict[str, Dollars] = Field({}, description="For a GB that lies there for a month.")
    egress: dict[str, Dollars] = Field(
        {}, description="For a GB to the internet or to another provider."
    )
    writes: dict[str, Dollars] = Field({}, description="For 10,000 write requests.")
    reads: dict[str, Dollars] = Field({}, description="For 10,000 read requests.")
    transfer: dict[str, dict[str, Dollars]] = Field(
        {}, description="For a GB from the first region to the second."
    )


class StatedNumbers(Part):
    """What you know better than the catalogue."""

    prices: StatedPrices = Field(
        StatedPrices(), description="Prices by contract, in place of the providers' lists."
    )
    rtt: dict[str, dict[str, Milliseconds]] = Field(
        {}, description="Measured round trips between two regions, in ms, in both directions."
    )


@dataclass(frozen=True, slots=True)
class Stated:
    """The same by regions' ids; a round trip by those of both ends."""

    tariffs: Mapping[str, Tariff] = field(default_factory=dict)
    round_trips: Mapping[frozenset[str], RoundTrip] = field(default_factory=dict)

    def tariff(self, region: str) -> Tariff:
        """That of a region, which may be empty."""
        return self.tariffs.get(region, NO_TARIFF)


Entry = tuple[tuple[str, ...], float, At]
"""The ids of one or two regions, the number, and where it stands."""


def stated(written: StatedNumbers, text: Text) -> Stated:
    """What is stated; a region that is not in the catalogue, or named twice, is noted."""
    prices: dict[PriceKind, list[Entry]] = {}
    for kind in PriceKind:
        at = ("catalog", "prices", kind.value)
        prices[kind] = list(_entries(getattr(written.prices, kind.value), text, at))
        _once([(ids, at) for ids, _, at in prices[kind]], text)
    trips = list(_entries(written.rtt, text, ("catalog", "rtt")))
    _once([(frozenset(ids), at) for ids, _, at in trips], text)
    origins = {ids[0] for entries in prices.values() for ids, _, _ in entries}
    return Stated(
        {origin: _tariff(origin, prices, text) for origin in origins},
        {frozenset(ids): RoundTrip(value, _source(text, at)) for ids, value, at in trips},
    )


def _entries(
    written: Mapping[str, float] | Mapping[str, Mapping[str, float]], text: Text, at: At
) -> Iterator[Entry]:
    for name, value in written.items():
        region = _region(name, text, (*at, name))
        inner = value.items() if isinstance(value, Mapping) else ()
        if region is not None and not isinstance(value, Mapping):
            yield (region,), value, (*at, name)
        for other, number in inner:
            there = _region(other, text, (*at, name, other))
            if region is not None and there is not None:
                yield (region, there), number, (*at, name, other)


def _region(name: str, text: Text, at: At) -> str | None:
    try:
        return catalog.find(name).id
    except UsageError as error:
        text.wrong(at, f"{error.what}; {error.remedy}", key=True)
        return None


def _once(claims: list[tuple[object, At]], text: Text) -> None:
    distinct(((ids, text, at) for ids, at in claims), "the same is already")


def _tariff(origin: str, prices: Mapping[PriceKind, list[Entry]], text: Text) -> Tariff:
    ours = [
        (kind, ids[1:], Price(value, UNITS[kind], _source(text, at), ""))
        for kind, entries in prices.items()
        for ids, value, at in entries
        if ids[0] == origin
    ]
    return Tariff(
        {kind: price for kind, there, price in ours if not there},
        {there[0]: price for _, there, price in ours if there},
    )


def _source(text: Text, at: At) -> str:
    return f"{text.file}:{text.spots[at].key.line}"
