"""Answers of a public price API over http, within bounds of size and time."""

import json
from codecs import getincrementaldecoder
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPMessage
from time import monotonic
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from mcdeploy.catalog.refresh.quote import Unpriced
from mcdeploy.version import VERSION

CHUNK = 2**16
DOCUMENT = 32 * 2**20
"""Bytes of an answer that is read whole."""

STREAM = 512 * 2**20
"""Bytes of an answer that is read piece by piece; that of S3's largest region has tens of MB."""

SILENCE = 30.0
"""Seconds without a byte."""

TOGETHER = 900.0
"""Seconds for all that is asked of one provider."""


@dataclass(frozen=True, slots=True)
class Web:
    """A provider's API. `headers` go with every request, and to nobody else: no redirect is
    followed."""

    base: str
    headers: Mapping[str, str] = field(default_factory=dict)
    until: float = field(default_factory=lambda: monotonic() + TOGETHER)

    def document(self, url: str) -> object:
        """The JSON document at the URL. Raises `Unpriced`."""
        text = "".join(self.pieces(url, DOCUMENT))
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Unpriced(f"{_shown(url)}: the answer is not JSON") from error

    def pieces(self, url: str, most: int = STREAM) -> Iterator[str]:
        """The text at the URL as it comes. Raises `Unpriced`."""
        if urlsplit(url)[:1] != urlsplit(self.base)[:1] or _host(url) != _host(self.base):
            raise Unpriced(f"{_shown(url)}: the answer leads away from {_host(self.base)}")
        decoder, size = getincrementaldecoder("utf-8-sig")(), 0
        with _told(url), self._opened(url) as answer:
            length = answer.headers.get("Content-Length")
            while chunk := answer.read1(CHUNK):
                if (size := size + len(chunk)) > most:
                    raise Unpriced(f"{_shown(url)}: the answer has more than {most >> 20} MiB")
                if monotonic() > self.until:
                    raise Unpriced(f"{_shown(url)}: it took too long")
                yield decoder.decode(chunk)
            if length is not None and length != str(size):
                raise Unpriced(f"{_shown(url)}: the answer ended after {size} of {length} bytes")
            yield decoder.decode(b"", final=True)

    def _opened(self, url: str) -> Any:
        told = {"User-Agent": f"mcdeploy/{VERSION}", "Accept": "application/json", **self.headers}
        return build_opener(_Stay).open(Request(url, headers=told), timeout=SILENCE)  # noqa: S310


class _Stay(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        del req, fp, code, msg, headers, newurl


@contextmanager
def _told(url: str) -> Iterator[None]:
    """In our words."""
    try:
        yield
    except HTTPError as error:
        error.close()
        raise Unpriced(f"{_shown(url)}: the server answered {error.code}") from error
    except URLError as error:
        raise Unpriced(f"{_shown(url)}: {error.reason}") from error
    except (OSError, HTTPException, ValueError) as error:
        raise Unpriced(f"{_shown(url)}: the answer broke off: {error}") from error


def _host(url: str) -> str | None:
    return urlsplit(url).hostname


def _shown(url: str) -> str:
    """Without the query, which may be long."""
    return urlsplit(url)._replace(query="", fragment="").geturl()
