"""Google Cloud: the Cloud Billing Catalog API, in pages; it wants an API key."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from mcdeploy.catalog.refresh.quote import Quote, Unpriced, first_tier
from mcdeploy.catalog.refresh.shape import GcpPage, GcpSku, shaped
from mcdeploy.catalog.refresh.web import Web
from mcdeploy.domain import INTERNET, PriceKind

CLOUD_STORAGE = "95FF-2EF5-5EA1"
"""The id of the service."""

PAGE, PAGES = 500, 100

OPERATIONS = {
    "Regional Standard Class A Operations": PriceKind.WRITES,
    "Regional Standard Class B Operations": PriceKind.READS,
}
DOWNLOAD = "Download Worldwide Destinations (excluding Asia & Australia)"
DOWNLOAD_AUSTRALIA = "Download Australia"

ZONES = {
    "Northern America": "north-america",
    "North America": "north-america",
    "Latin America": "latin-america",
    "South America": "latin-america",
    "Europe": "europe",
    "Asia": "asia",
    "Indonesia": "indonesia",
    "Oceania": "oceania",
    "Middle East": "middle-east",
    "Africa": "africa",
}
_WITHIN = re.compile(r"Network Data Transfer GCP Inter Region within (.+)")
_BETWEEN = re.compile(r"Network Data Transfer GCP Inter Region between (.+) and (.+)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the price of a SKU is for: of this many of its unit, in each of these places, each with
    where the bytes go (else empty)."""

    kind: PriceKind
    unit: str
    places: tuple[tuple[str, str], ...]
    many: int = 1


def quotes(web: Web, codes: frozenset[str]) -> list[Quote]:
    """The prices of these regions. Raises `Unpriced`."""
    return [quote for sku in _skus(web) for quote in _quotes(sku, web.base, codes)]


def _skus(web: Web) -> Iterator[GcpSku]:
    token = ""
    for _ in range(PAGES):
        asked = {"currencyCode": "USD", "pageSize": PAGE, **({"pageToken": token} if token else {})}
        url = f"{web.base}/v1/services/{CLOUD_STORAGE}/skus?{urlencode(asked)}"
        page = shaped(GcpPage, web.document(url), web.base)
        yield from page.skus
        if not (token := page.following):
            return
    raise Unpriced(f"{web.base}: there is no end of pages")


def _quotes(sku: GcpSku, base: str, codes: frozenset[str]) -> Iterator[Quote]:
    meaning = _meaning(sku, codes)
    if meaning is None:
        return
    expression = sku.pricing[0].expression
    if expression.unit != meaning.unit:
        raise Unpriced(f"{base}: {sku.description} is not for {meaning.unit}")
    dollars = first_tier({tier.begin: tier.price.dollars for tier in expression.tiers})
    if dollars is None:
        return
    source = f"{base}/v1/services/{CLOUD_STORAGE}/skus: {sku.description}"
    for origin, there in meaning.places:
        key = "gcp", origin, there
        yield Quote(meaning.kind, key, round(dollars * meaning.many, 12), source)


def _meaning(sku: GcpSku, codes: frozenset[str]) -> Meaning | None:
    told, everywhere = sku.description, tuple((code, "") for code in sorted(codes))
    if told in OPERATIONS:
        return Meaning(OPERATIONS[told], "count", everywhere, 10_000)
    if told == DOWNLOAD:
        return Meaning(PriceKind.EGRESS, "GiBy", everywhere)
    if told == DOWNLOAD_AUSTRALIA:
        return Meaning(PriceKind.TRANSFER, "GiBy", (("*", f"{INTERNET}oceania"),))
    if told.startswith("Standard Storage ") and not told.endswith(("-region", "-Region")):
        here = tuple((code, "") for code in sku.regions if code in codes)
        return Meaning(PriceKind.STORAGE, "GiBy.mo", here)
    return _between_zones(told)


def _between_zones(told: str) -> Meaning | None:
    """What goes from one part of the world to another, or stays in one."""
    if found := _WITHIN.fullmatch(told):
        names = [found[1], found[1]]
    elif found := _BETWEEN.fullmatch(told):
        names = [found[1], found[2]]
    else:
        return None
    if not all(name in ZONES for name in names):
        return None
    one, other = (ZONES[name] for name in names)
    return Meaning(PriceKind.TRANSFER, "GiBy", tuple({(one, other): 1, (other, one): 1}))
