"""A server that says what no emulator says: redirects, conflicts, delays, answers cut short.

The emulators answer for everything that they know; this one only for the rest.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from mcdeploy.store.contract import Store


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    silent: bool = False  # hangs up instead
    announced: int | None = None  # bytes; more than the body's for one that breaks off


def error(status: int, code: str, detail: str = "", **headers: str) -> Reply:
    body = f"<Error><Code>{code}</Code><Message>so it says</Message>{detail}</Error>"
    return Reply(status, body.encode(), {n.replace("_", "-"): v for n, v in headers.items()})


class Answering(ThreadingHTTPServer):
    """Gives the replies in their order, the last one for ever, and notes what it was asked."""

    daemon_threads = True

    def __init__(self, *replies: Reply) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies = list(replies)
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Answering
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append(f"{self.command} {self.path}")
        replies = self.server.replies
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        self.close_connection = reply.silent or reply.announced is not None
        if not reply.silent:
            self._send(reply)

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        length = len(reply.body) if reply.announced is None else reply.announced
        self.send_header("Content-Length", str(length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _answer  # noqa: N815 - http.server calls them so

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


Answer = Callable[..., Answering]
Open = Callable[..., Store]
