"""Reading an object as one stream: the SDK itself only fills files and whole byte strings."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import quote, urlencode

import requests
from google.api_core.exceptions import from_http_response
from urllib3.exceptions import ProtocolError

from mcdeploy.store.body import TIMEOUTS
from mcdeploy.store.contract import Reading, Version
from mcdeploy_gcp import stat
from mcdeploy_gcp.client import Client
from mcdeploy_gcp.translate import Translation

CHUNK = 2**20
UNSATISFIABLE = 416


def read(
    client: Client,
    errors: Translation,
    key: str,
    start: int,
    length: int | None,
    version: Version | None,
) -> Reading | None:
    """One GET of the media endpoint; None when the range lies past the end of the object."""
    with errors.during("read", key):
        response = _get(client, key, _range(start, length), version)
        if response.status_code == UNSATISFIABLE:
            response.close()
            return None
        if not response.ok:
            with closing(response):
                raise from_http_response(response)
    found = stat.of_headers(key, response.headers)
    left = max(0, found.size - start)
    stream = _stream(errors, key, response, left if length is None else min(length, left))
    next(stream)
    return Reading(found, stream)


def _get(
    client: Client, key: str, wanted: dict[str, str], version: Version | None
) -> requests.Response:
    path = f"/download/storage/v1/b/{client.settings.bucket}/o/{quote(key, safe='')}"
    query = {"alt": "media"} | ({"ifGenerationMatch": version} if version else {})
    # gzip is named so that an object stored under that encoding comes as it is stored.
    return client.session.get(
        f"{client.sdk.api_endpoint}{path}?{urlencode(query)}",
        headers={"Accept-Encoding": "gzip"} | wanted,
        stream=True,
        timeout=TIMEOUTS,
    )


def _range(start: int, length: int | None) -> dict[str, str]:
    if start == 0 and length is None:
        return {}
    return {"Range": f"bytes={start}-{'' if length is None else start + length - 1}"}


def _stream(
    errors: Translation, key: str, response: requests.Response, left: int
) -> Iterator[bytes]:
    """The body, `left` bytes of it; first an empty piece, so that a stream which was opened is
    closed even if nobody ever reads it."""
    body: Any = response.raw
    with closing(response), errors.during("read", key):
        yield b""
        while left:
            chunk = body.read(min(CHUNK, left), decode_content=False)
            if not chunk:
                raise ProtocolError(f"{left} bytes are missing")
            left -= len(chunk)
            yield chunk
