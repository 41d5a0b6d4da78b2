"""The three public price APIs on loopback: a mock, for no emulator has them. It answers in the
shapes that the providers document:

- https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
- https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices
- https://cloud.google.com/billing/docs/reference/rest/v1/services.skus/list
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from mcdeploy.catalog.refresh import Endpoints

KEY = "a-key-of-ours"
S3 = "/offers/v1.0/aws/AmazonS3"
TRANSFER = "/offers/v1.0/aws/AWSDataTransfer"


@dataclass
class PriceApis:
    """Replies by path, the query left out: JSON, or bytes as they are. `pages` is how many items an
    answer of Azure or Google holds; `location` is where redirects lead. `asked` has what was asked
    for, `keys` the API keys that came with it."""

    url: str
    replies: dict[str, object] = field(default_factory=dict)
    azure: list[dict[str, object]] = field(default_factory=list)
    gcp: list[dict[str, object]] = field(default_factory=list)
    status: dict[str, int] = field(default_factory=dict)
    location: str = ""
    pages: int = 3
    asked: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @property
    def endpoints(self) -> Endpoints:
        return Endpoints(f"{self.url}/aws", f"{self.url}/azure", f"{self.url}/gcp")


def product(sku: str, family: str, **attributes: str) -> dict[str, object]:
    return {"sku": sku, "productFamily": family, "attributes": attributes}


def term(sku: str, unit: str, *tiers: tuple[str, str]) -> dict[str, object]:
    """The on-demand term of a product, of which each tier begins somewhere."""
    dimensions = {
        f"{sku}.JRTCKXETXF.{begin}": {
            "rateCode": f"{sku}.JRTCKXETXF.{begin}",
            "description": "what it is for",
            "beginRange": begin,
            "endRange": "Inf",
            "unit": unit,
            "pricePerUnit": {"USD": dollars},
            "appliesTo": [],
        }
        for begin, dollars in tiers
    }
    return {
        f"{sku}.JRTCKXETXF": {
            "offerTermCode": "JRTCKXETXF",
            "sku": sku,
            "effectiveDate": "2026-11-01T00:00:00Z",
            "priceDimensions": dimensions,
            "termAttributes": {},
        }
    }


def index(base: str, *codes: str) -> dict[str, object]:
    """The region index of an offer."""
    return {
        "formatVersion": "v1.0",
        "publicationDate": "2026-11-01T00:00:00Z",
        "regions": {
            code: {"regionCode": code, "currentVersionUrl": f"{base}/20261101/{code}/index.json"}
            for code in codes
        },
    }


def offer(
    products: list[dict[str, object]], terms: dict[str, dict[str, object]]
) -> dict[str, object]:
    """An offer file of one region."""
    return {
        "formatVersion": "v1.0",
        "disclaimer": 'It says "for information only" \\ and more { like [ this',
        "offerCode": "an offer",
        "publicationDate": "2026-11-01T00:00:00Z",
        "products": {str(one["sku"]): one for one in products},
        "terms": {"Reserved": {"X": {"a": [1, {"b": "}"}]}}, "OnDemand": terms},
    }


def aws_s3(storage: str = "0.0240000000") -> dict[str, object]:
    standard = {"storageClass": "General Purpose", "volumeType": "Standard"}
    return offer(
        [
            product("GLACIER", "Storage", volumeType="Amazon Glacier", usagetype="TimedStorage-Gl"),
            product("STORE", "Storage", **standard, usagetype="TimedStorage-ByteHrs"),
            product("PUT", "API Request", group="S3-API-Tier1", usagetype="Requests-Tier1"),
            product("GET", "API Request", group="S3-API-Tier2", usagetype="Requests-Tier2"),
            product("SIA", "API Request", group="S3-API-SIA-Tier1", usagetype="Requests-SIA-Tier1"),
        ],
        {
            "STORE": term("STORE", "GB-Mo", ("51200", "0.0220000000"), ("0", storage)),
            "PUT": term("PUT", "Requests", ("0", "0.0000060000")),
            "GET": term("GET", "Requests", ("0", "0.0000004000")),
            "SIA": term("SIA", "Requests", ("0", "0.0000100000")),
        },
    )


def aws_transfer(origin: str = "us-east-1") -> dict[str, object]:
    out = {"transferType": "AWS Outbound", "fromRegionCode": origin, "toLocation": "External"}
    way = {"transferType": "InterRegion Outbound", "fromRegionCode": origin}
    return offer(
        [
            product("OUT", "Data Transfer", **out, usagetype="DataTransfer-Out-Bytes"),
            product(
                "OHIO",
                "Data Transfer",
                **way,
                toRegionCode="us-east-2",
                usagetype="USE1-USE2-AWS-Out-Bytes",
            ),
            product(
                "MOON", "Data Transfer", **way, toRegionCode="moon-1", usagetype="A-B-AWS-Out-Bytes"
            ),
            product("IN", "Data Transfer", transferType="AWS Inbound", usagetype="x-In-Bytes"),
        ],
        {
            "OUT": term("OUT", "GB", ("0", "0.0000000000"), ("100", "0.0850000000")),
            "OHIO": term("OHIO", "GB", ("0", "0.0110000000")),
            "MOON": term("MOON", "GB", ("0", "9.0000000000")),
        },
    )


def azure_item(meter: str, unit: str, dollars: float, **more: object) -> dict[str, object]:
    return {
        "currencyCode": "USD",
        "tierMinimumUnits": 0.0,
        "retailPrice": dollars,
        "unitPrice": dollars,
        "armRegionName": "westeurope",
        "location": "EU West",
        "effectiveStartDate": "2026-11-01T00:00:00Z",
        "meterId": "0",
        "meterName": meter,
        "productName": "General Block Blob v2",
        "skuName": "Hot LRS",
        "serviceName": "Storage",
        "unitOfMeasure": unit,
        "type": "Consumption",
        "isPrimaryMeterRegion": True,
    } | more


def azure_items() -> list[dict[str, object]]:
    out = {"serviceName": "Bandwidth", "productName": "Rtn Preference: MGN", "skuName": "Standard"}
    way = {**out, "productName": "Inter-Region", "skuName": "Inter-Region"}
    return [
        azure_item("Hot LRS Data Stored", "1 GB/Month", 0.0196),
        azure_item("Hot LRS Data Stored", "1 GB/Month", 0.0188, tierMinimumUnits=51200.0),
        azure_item("Hot LRS Write Operations", "10K", 0.054),
        azure_item("Hot Read Operations", "10K", 0.0043),
        azure_item("Hot LRS Data Stored", "1 GB/Month", 0.02, armRegionName="moonnorth"),
        azure_item("Standard Data Transfer Out", "1 GB", 0.0, **out),
        azure_item("Standard Data Transfer Out", "1 GB", 0.087, tierMinimumUnits=100.0, **out),
        azure_item("Intra Continent Data Transfer Out", "1 GB", 0.021, **way),
        azure_item("Inter Continent Data Transfer Out - NAM or EU To Any", "1 GB", 0.05, **way),
    ]


def gcp_sku(description: str, unit: str, *tiers: tuple[int, int], **more: object) -> dict[str, Any]:
    """Each tier is where it starts, and its price in billionths of a dollar."""
    rates = [
        {
            "startUsageAmount": start,
            "unitPrice": {"currencyCode": "USD", "units": "0", "nanos": nanos},
        }
        for start, nanos in tiers
    ]
    return {
        "name": "services/95FF-2EF5-5EA1/skus/0",
        "skuId": "0",
        "description": description,
        "category": {"resourceFamily": "Storage", "usageType": "OnDemand"},
        "serviceRegions": ["global"],
        "pricingInfo": [{"pricingExpression": {"usageUnit": unit, "tieredRates": rates}}],
        "serviceProviderName": "Google",
    } | more


def gcp_skus() -> list[dict[str, Any]]:
    within = "Network Data Transfer GCP Inter Region within Europe"
    between = "Network Data Transfer GCP Inter Region between Europe and Northern America"
    australia = ((0, 190_000_000), (1024, 180_000_000))
    iowa = {"serviceRegions": ["us-central1"]}
    return [
        gcp_sku("Standard Storage Iowa Dual-region", "GiBy.mo", (0, 22_000_000), **iowa),
        gcp_sku("Autoclass Standard Storage Iowa", "GiBy.mo", (0, 23_000_000), **iowa),
        gcp_sku("Standard Storage Iowa", "GiBy.mo", (0, 0), (5, 21_000_000), **iowa),
        gcp_sku("Regional Standard Class A Operations", "count", (0, 0), (5000, 5000)),
        gcp_sku("Regional Standard Class B Operations", "count", (0, 0), (50000, 400)),
        gcp_sku(
            "Download Worldwide Destinations (excluding Asia & Australia)",
            "GiBy",
            (0, 0),
            (1, 110_000_000),
        ),
        gcp_sku("Download Australia", "GiBy", *australia),
        gcp_sku(within, "GiBy", (0, 20_000_000)),
        gcp_sku(between, "GiBy", (0, 50_000_000)),
    ]


@contextmanager
def price_apis() -> Iterator[PriceApis]:
    """All three, with a few prices each."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    apis = PriceApis(f"http://127.0.0.1:{server.server_port}")
    apis.replies = {
        f"/aws{S3}/current/region_index.json": index(S3, "us-east-1", "moon-1"),
        f"/aws{TRANSFER}/current/region_index.json": index(TRANSFER, "us-east-1"),
        f"/aws{S3}/20261101/us-east-1/index.json": aws_s3(),
        f"/aws{TRANSFER}/20261101/us-east-1/index.json": aws_transfer(),
    }
    apis.azure, apis.gcp = azure_items(), gcp_skus()
    server.apis = apis  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield apis
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        apis: PriceApis = self.server.apis  # type: ignore[attr-defined]
        apis.asked.append(self.path)
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        cloud = path.split("/")[1]
        if key := self.headers.get("X-Goog-Api-Key"):
            apis.keys.append(key)
        reply = self._reply(apis, cloud, path, query)
        data = reply if isinstance(reply, bytes) else json.dumps(reply, indent=2).encode()
        self.send_response(apis.status.get(cloud, 404 if reply is None else 200))
        self.send_header("Content-Length", str(len(data)))
        if apis.location:
            self.send_header("Location", apis.location)
        self.end_headers()
        self.wfile.write(data)

    def _reply(self, apis: PriceApis, cloud: str, path: str, query: dict[str, list[str]]) -> object:
        if path in apis.replies:
            return apis.replies[path]
        if cloud == "azure":
            return _azure_page(apis, query)
        if path == "/gcp/v1/services/95FF-2EF5-5EA1/skus":
            return _gcp_page(apis, query)
        return None

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        del format, args


def _azure_page(apis: PriceApis, query: dict[str, list[str]]) -> dict[str, object]:
    wanted, skip = query["$filter"][0], int(query.get("$skip", ["0"])[0])
    matching = [one for one in apis.azure if f"serviceName eq '{one['serviceName']}'" in wanted]
    page = matching[skip : skip + apis.pages]
    more = skip + apis.pages < len(matching)
    service = "Storage" if "'Storage'" in wanted else "Bandwidth"
    follow = f"{apis.url}/azure?$filter=serviceName%20eq%20'{service}'&$skip={skip + apis.pages}"
    return {
        "BillingCurrency": "USD",
        "CustomerEntityId": "Default",
        "CustomerEntityType": "Retail",
        "Items": page,
        "NextPageLink": follow if more else None,
        "Count": len(page),
    }


def _gcp_page(apis: PriceApis, query: dict[str, list[str]]) -> dict[str, object]:
    at = int(query.get("pageToken", ["0"])[0])
    more = at + apis.pages < len(apis.gcp)
    token = str(at + apis.pages) if more else ""
    return {"skus": apis.gcp[at : at + apis.pages], "nextPageToken": token}
