"""Put Block From URL, which Azurite does not have, done before it as the service documents it: the
range is fetched, its CRC64 compared with the one that the request names, and the block stored
(learn.microsoft.com/rest/api/storageservices/put-block-from-url, read November 2026). It is our
own: what the service says when a source fails is its documentation's word only."""

import base64
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, unquote, urlsplit

from awscrt import checksums as crt
from azure.storage.blob import BlobServiceClient

from mcdeploy.sandbox.azurite import connection_string
from mcdeploy.testing.proxy import Exchange, Onward, Reply, proxy

SOURCE = "x-ms-copy-source"


@contextmanager
def fetching(azurite: str) -> Iterator[str]:
    """The URL of an Azurite that fetches blocks by itself."""
    with BlobServiceClient.from_connection_string(connection_string(azurite)) as service:

        def between(exchange: Exchange, onward: Onward) -> Reply:
            query = parse_qs(urlsplit(exchange.path).query)
            if query.get("comp") != ["block"] or SOURCE not in exchange.headers:
                return onward(exchange)
            return _fetch(service, exchange, query["blockid"][0])

        with proxy(azurite, between) as url:
            yield url


def _fetch(service: BlobServiceClient, exchange: Exchange, block: str) -> Reply:
    range_header = {"Range": exchange.headers["x-ms-source-range"]}
    source = urllib.request.Request(exchange.headers[SOURCE], headers=range_header)  # noqa: S310
    try:
        with urllib.request.urlopen(source, timeout=10) as answer:  # noqa: S310
            data = answer.read()
    except urllib.error.HTTPError as error:
        return _error(error.code, "CannotVerifyCopySource")
    crc = base64.b64decode(exchange.headers["x-ms-source-content-crc64"])
    if crt.crc64nvme(data) != int.from_bytes(crc, "little"):
        return _error(400, "Crc64Mismatch")
    _, _, container, key = unquote(urlsplit(exchange.path).path).split("/", 3)
    blob = service.get_blob_client(container, key)
    blob.stage_block(base64.b64decode(block).decode(), data)
    return Reply(201, (), b"")


def _error(status: int, code: str) -> Reply:
    body = f"<Error><Code>{code}</Code><Message>so it says</Message></Error>".encode()
    headers = (("x-ms-error-code", code), ("Content-Type", "application/xml"))
    return Reply(status, headers, body)
