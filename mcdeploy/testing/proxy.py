"""A reverse proxy on loopback before an emulator, so that a test can come between.

A request passes as it came, its Host header included, since some signatures cover it. Bodies are
held in memory, one a connection.
"""

import http.client
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import IO
from urllib.parse import urlsplit

SECONDS = 120.0
"""A connection that is silent for so long is closed, on either side."""

BLOCK = 2**20
"""Bytes that are read of a file at once."""

_HOP = frozenset({"connection", "expect", "keep-alive", "transfer-encoding", "content-length"})


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request on its way: path with query, headers, and the whole body, which may also lie in a
    file. So many bytes more as are `missing` are announced, and the connection ends without them.
    """

    method: str
    path: str
    headers: Message
    body: bytes
    missing: int = 0
    file: IO[bytes] | None = None

    @property
    def size(self) -> int:
        return len(self.body) if self.file is None else self.file.seek(0, os.SEEK_END)


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Broken(Exception):
    """Raised by what comes between: the client's connection breaks, and no reply is sent."""


Onward = Callable[[Exchange], Reply]
"""Sends a request on to the emulator."""

Between = Callable[[Exchange, Onward], Reply]
"""What comes between: it sends the request on, or another one, or answers by itself."""


@contextmanager
def proxy(upstream: str, between: Between) -> Iterator[str]:
    """The URL of a proxy before the server at `upstream`, until the block ends."""
    server = _Proxy(("127.0.0.1", 0), _Handler)
    server.upstream = urlsplit(upstream).netloc
    server.between = between
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Proxy(ThreadingHTTPServer):
    daemon_threads = True
    upstream: str
    between: Between


class _Handler(BaseHTTPRequestHandler):
    """One connection of a client, and one of its own to the emulator for each request."""

    protocol_version = "HTTP/1.1"
    timeout = SECONDS
    server: _Proxy

    def _pass(self) -> None:
        try:
            exchange = Exchange(self.command, self.path, self.headers, self._body())
            self._answer(self.server.between(exchange, self._onward))
        except (Broken, OSError, http.client.HTTPException):
            self.close_connection = True

    def _answer(self, reply: Reply) -> None:
        with suppress(OSError):  # a client may have left
            self._give(reply)

    def _give(self, reply: Reply) -> None:
        self.send_response_only(reply.status)
        for name, value in reply.headers:
            self.send_header(name, self._here(name, value))
        if self.command != "HEAD":
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _pass  # noqa: N815

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return b"".join(self._chunks())
        return self._exactly(int(self.headers.get("Content-Length", 0)))

    def _exactly(self, size: int) -> bytes:
        body = self.rfile.read(size)
        if len(body) < size:  # the client is no more
            raise Broken
        return body

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            yield self._exactly(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass

    def _onward(self, exchange: Exchange) -> Reply:
        connection = http.client.HTTPConnection(
            self.server.upstream, timeout=SECONDS, blocksize=BLOCK
        )
        with closing(connection) as line:
            line.putrequest(
                exchange.method, exchange.path, skip_host=True, skip_accept_encoding=True
            )
            for name, value in _kept(exchange.headers.items()):
                line.putheader(name, value)
            line.putheader("Content-Length", str(exchange.size + exchange.missing))
            if exchange.file is not None:
                exchange.file.seek(0)
            line.endheaders(exchange.body if exchange.file is None else exchange.file)
            if exchange.missing:
                line.sock.shutdown(socket.SHUT_WR)
            answer = line.getresponse()
            length = answer.getheader("Content-Length") if exchange.method == "HEAD" else None
            headers = (*_kept(answer.getheaders()), *_announced(length))
            return Reply(answer.status, headers, answer.read())

    def _here(self, name: str, value: str) -> str:
        """An upload session that the emulator opens at itself leads through here, too."""
        if name.lower() != "location":
            return value
        return value.replace(f"//{self.server.upstream}/", f"//{self.headers['Host']}/", 1)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _kept(headers: "list[tuple[str, str]]") -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in headers if name.lower() not in _HOP)


def _announced(length: str | None) -> tuple[tuple[str, str], ...]:
    return () if length is None else (("Content-Length", length),)
