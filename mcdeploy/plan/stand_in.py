"""Until the catalogue has them."""

from mcdeploy.catalog import Region, prices
from mcdeploy.catalog.distance import milliseconds
from mcdeploy.catalog.prices import Price
from mcdeploy.domain import Place


def transfer(origin: Region, destination: Region) -> Price:
    if origin.id == destination.id:
        return Price(0.0, "$/GB", "stand-in", "")
    if origin.provider == destination.provider:
        return Price(0.02, "$/GB", "stand-in", "")
    return prices.egress(origin)


def bytes_per_second(a: Place, b: Place) -> float:
    return 1e11 / (100 + milliseconds(a, b)) / 8
