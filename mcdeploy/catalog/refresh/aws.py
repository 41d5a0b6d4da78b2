"""AWS: the Price List Bulk API. For each region an offer file of AmazonS3, which is tens of MB, and
one of AWSDataTransfer; both are walked while they come."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from mcdeploy.catalog.refresh.quote import Quote, Unpriced, first_tier
from mcdeploy.catalog.refresh.shape import AwsProduct, AwsRegions, AwsTerm, shaped
from mcdeploy.catalog.refresh.stream import Stream
from mcdeploy.catalog.refresh.web import Web
from mcdeploy.domain import PriceKey, PriceKind

OFFERS = ("AmazonS3", "AWSDataTransfer")
AT_ONCE = 6

UNITS = {
    PriceKind.STORAGE: ("GB-Mo", 1),
    PriceKind.WRITES: ("Requests", 10_000),
    PriceKind.READS: ("Requests", 10_000),
    PriceKind.EGRESS: ("GB", 1),
    PriceKind.TRANSFER: ("GB", 1),
}
"""The unit as AWS names it, and how many of it are one of ours."""

_GROUPS = {"S3-API-Tier1": PriceKind.WRITES, "S3-API-Tier2": PriceKind.READS}

Wanted = tuple[PriceKind, PriceKey]


def quotes(web: Web, codes: frozenset[str]) -> list[Quote]:
    """The prices of these regions. Raises `Unpriced`."""
    files = [(code, url) for offer in OFFERS for code, url in _files(web, offer, codes)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(lambda file: list(_offer(web, file[0], file[1], codes)), files)
        return [quote for quotes in found for quote in quotes]


def _files(web: Web, offer: str, codes: frozenset[str]) -> list[tuple[str, str]]:
    """By region the offer file that counts now."""
    url = f"{web.base}/offers/v1.0/aws/{offer}/current/region_index.json"
    index = shaped(AwsRegions, web.document(url), url).regions
    return [(code, web.base + one.url) for code, one in sorted(index.items()) if code in codes]


def _offer(web: Web, code: str, url: str, codes: frozenset[str]) -> Iterator[Quote]:
    """Products come before terms in an offer file."""
    stream, wanted = Stream(web.pieces(url)), dict[str, Wanted]()
    for part in stream.members():
        if part == "products":
            wanted = dict(_products(stream, code, url, codes))
        elif part == "terms":
            yield from _terms(stream, url, wanted)


def _products(
    stream: Stream, code: str, url: str, codes: frozenset[str]
) -> Iterator[tuple[str, Wanted]]:
    for sku in stream.members():
        product = shaped(AwsProduct, stream.value(), url)
        if (wanted := _wanted(product, code, codes)) is not None:
            yield sku, wanted


def _wanted(product: AwsProduct, code: str, codes: frozenset[str]) -> Wanted | None:
    """What a product's price is for, if for anything here."""
    has = product.attributes
    usage = has.get("usagetype", "")
    here: PriceKey = ("aws", code, "")
    if usage.endswith("TimedStorage-ByteHrs") and has.get("volumeType") == "Standard":
        return PriceKind.STORAGE, here
    if (kind := _GROUPS.get(has.get("group", ""))) and "Requests-Tier" in usage:
        return kind, here
    if has.get("fromRegionCode") != code:
        return None
    if has.get("transferType") == "AWS Outbound" and usage.endswith("DataTransfer-Out-Bytes"):
        return PriceKind.EGRESS, here
    there = has.get("toRegionCode", "")
    if has.get("transferType") == "InterRegion Outbound" and usage.endswith("AWS-Out-Bytes"):
        return (PriceKind.TRANSFER, ("aws", code, there)) if there in codes else None
    return None


def _terms(stream: Stream, url: str, wanted: dict[str, Wanted]) -> Iterator[Quote]:
    for kind in stream.members():
        for sku in stream.members() if kind == "OnDemand" else ():
            if sku in wanted:
                for term in _of_sku(stream.value(), url):
                    yield from _quote(wanted[sku], term, url)


def _of_sku(document: object, url: str) -> Iterable[AwsTerm]:
    if not isinstance(document, dict):
        raise Unpriced(f"{url}: the terms of a product are no object")
    return [shaped(AwsTerm, term, url) for term in document.values()]


def _quote(wanted: Wanted, term: AwsTerm, url: str) -> Iterator[Quote]:
    kind, key = wanted
    unit, many = UNITS[kind]
    tiers = {one.begin: one.dollars.get("USD", 0.0) for one in term.prices.values()}
    if any(one.unit != unit for one in term.prices.values()):
        raise Unpriced(f"{url}: a {kind} price in {key[1]} is not for {unit}")
    if (dollars := first_tier(tiers)) is not None:
        yield Quote(kind, key, round(dollars * many, 12), url)
