"""A server on loopback that says what no emulator says: refusals, delays, broken answers."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: Message
    body: bytes


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    announced: int | None = None  # bytes; more than the body's for one that breaks off


Answer = Callable[[Asked], Reply]

BITE = 2**16
"""Bytes that a slow server takes at once."""


@contextmanager
def answering(answer: Answer, pace: float | None = None) -> Iterator[str]:
    """The URL of a server that answers every request with what the function says, and takes no more
    than so many bytes of it a second."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self._body(int(self.headers.get("Content-Length", 0)))
            reply = answer(Asked(self.command, self.path, self.headers, body))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            length = len(reply.body) if reply.announced is None else reply.announced
            self.send_header("Content-Length", str(length))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.body)
            self.close_connection = reply.announced is not None

        def _body(self, size: int) -> bytes:
            if pace is None:
                return self.rfile.read(size)
            taken = bytearray()
            while len(taken) < size:
                taken += self.rfile.read(min(BITE, size - len(taken)))
                time.sleep(BITE / pace)
            return bytes(taken)

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if pace is not None:
        server.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BITE)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
