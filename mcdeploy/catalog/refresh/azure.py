"""Azure: the Retail Prices REST API, in pages."""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import quote

from mcdeploy.catalog.refresh.quote import Quote, Unpriced, first_tier
from mcdeploy.catalog.refresh.shape import AzureItem, AzurePage, shaped
from mcdeploy.catalog.refresh.web import Web
from mcdeploy.domain import PriceKind

PAGES = 500

BLOBS = (
    "serviceName eq 'Storage' and priceType eq 'Consumption' and skuName eq 'Hot LRS'"
    " and (productName eq 'General Block Blob v2' or productName eq 'Blob Storage')"
)
BANDWIDTH = "serviceName eq 'Bandwidth' and priceType eq 'Consumption'"

METERS = {
    "Hot LRS Data Stored": (PriceKind.STORAGE, "1 GB/Month"),
    "Hot LRS Write Operations": (PriceKind.WRITES, "10K"),
    "Hot Read Operations": (PriceKind.READS, "10K"),
}
GLOBAL_NETWORK = "Rtn Preference: MGN"
"""Microsoft's own network: how bytes leave when nobody chooses another way."""

OUT = "Standard Data Transfer Out"
INTRA = "Intra Continent Data Transfer Out"
INTER = "Inter Continent Data Transfer Out"

Place = tuple[PriceKind, str, str]
"""The kind, the region's code, and for a transfer where to."""


def quotes(web: Web, zones: dict[str, str]) -> list[Quote]:
    """The prices of these regions, of which each has its zone. Raises `Unpriced`."""
    tiers: dict[Place, dict[float, float]] = defaultdict(dict)
    for item in (*_items(web, BLOBS), *_items(web, BANDWIDTH)):
        if item.region in zones and (found := _place(item, zones[item.region])):
            place, unit = found
            if item.unit != unit:
                raise Unpriced(f"{web.base}: {item.meter} in {item.region} is not for {unit}")
            tiers[place].setdefault(item.begin, item.dollars)
    return [
        Quote(kind, ("azure", code, there), dollars, web.base)
        for (kind, code, there), found in tiers.items()
        if (dollars := first_tier(found)) is not None
    ]


def _items(web: Web, wanted: str) -> Iterator[AzureItem]:
    url: str | None = f"{web.base}?$filter={quote(wanted)}"
    for _ in range(PAGES):
        if not url:
            return
        page = shaped(AzurePage, web.document(url), web.base)
        yield from page.items
        url = page.following
    raise Unpriced(f"{web.base}: there is no end of pages")


def _place(item: AzureItem, zone: str) -> tuple[Place, str] | None:
    """What an item's price is for, if for anything here, and the unit that it then has."""
    if item.meter in METERS:
        kind, unit = METERS[item.meter]
        return (kind, item.region, ""), unit
    if item.meter == OUT and item.product == GLOBAL_NETWORK:
        return (PriceKind.EGRESS, item.region, ""), "1 GB"
    if item.meter.startswith(INTRA):
        return (PriceKind.TRANSFER, item.region, zone), "1 GB"
    if item.meter.startswith(INTER):
        return (PriceKind.TRANSFER, item.region, "*"), "1 GB"
    return None
