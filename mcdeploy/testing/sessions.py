"""Upload sessions before fake-gcs-server as Cloud Storage keeps them.

The emulator appends whatever comes, makes the object when it is asked for the status, forgets no
cancelled session, and does not look at the condition. This proxy keeps the account that the service
keeps (cloud.google.com/storage/docs/performing-resumable-uploads, read November 2026), so that
whoever goes on with an upload can be tried on the emulator, too.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Lock
from urllib.parse import parse_qs, quote, urlsplit

from mcdeploy.testing.proxy import Exchange, Onward, Reply, proxy

CANCELLED = Reply(499, (), b"")
REFUSED = Reply(412, (), b"the object exists")
SPAN = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+)")


@dataclass(slots=True)
class _Session:
    """One upload: to which object, whether create-only, bytes kept, and how it ended."""

    target: str
    create_only: bool
    kept: int = 0
    ended: Reply | None = None
    lock: Lock = field(default_factory=Lock)


class Sessions:
    """What comes between a client and fake-gcs-server."""

    def __init__(self) -> None:
        self._sessions: dict[str, _Session] = {}

    def __call__(self, exchange: Exchange, onward: Onward) -> Reply:
        query = parse_qs(urlsplit(exchange.path).query)
        if query.get("uploadType") == ["resumable"] and exchange.method == "POST":
            return self._begin(exchange, query, onward)
        session = self._sessions.get(query.get("upload_id", [""])[0])
        if session is None:
            return onward(exchange)
        with session.lock:
            if exchange.method == "DELETE":
                session.ended = session.ended or CANCELLED
                return CANCELLED
            return session.ended or _put(session, exchange, onward)

    def _begin(self, exchange: Exchange, query: Mapping[str, list[str]], onward: Onward) -> Reply:
        reply = onward(exchange)
        location = next((v for name, v in reply.headers if name.lower() == "location"), "")
        if begun := parse_qs(urlsplit(location).query).get("upload_id"):
            name = query.get("name") or [json.loads(exchange.body)["name"]]
            bucket = urlsplit(exchange.path).path.removeprefix("/upload")
            target = f"{bucket}/{quote(name[0], safe='')}"
            condition = query.get("ifGenerationMatch")
            self._sessions[begun[0]] = _Session(target, condition == ["0"])
        return reply


def _put(session: _Session, exchange: Exchange, onward: Onward) -> Reply:
    """Keep what is new of a piece; with the last one the object is made, if it may be."""
    span = SPAN.fullmatch(exchange.headers["Content-Range"])
    if span is None:
        return Reply(400, (), b"Content-Range: bytes FROM-TO/SIZE")
    if span[1] is None or not int(span[1]) <= session.kept <= int(span[2]):
        return _kept(session)
    end, size = int(span[2]) + 1, int(span[3])
    if end == size and session.create_only and _exists(session, exchange, onward):
        session.ended = REFUSED
        return REFUSED
    reply = onward(_rest(exchange, session.kept, int(span[1]), f"{end - 1}/{size}"))
    if reply.status < 300:
        session.ended = reply
    elif reply.status == 308:
        session.kept = end
        return _kept(session)
    return reply


def _kept(session: _Session) -> Reply:
    span = (("Range", f"bytes=0-{session.kept - 1}"),) if session.kept else ()
    return Reply(308, span, b"")


def _exists(session: _Session, exchange: Exchange, onward: Onward) -> bool:
    """No lock is held against others who write to the same key meanwhile."""
    return onward(replace(exchange, method="GET", path=session.target, body=b"")).status == 200


def _rest(exchange: Exchange, kept: int, start: int, ending: str) -> Exchange:
    headers = type(exchange.headers)()
    for name, value in exchange.headers.items():
        ranged = name.lower() == "content-range"
        headers[name] = f"bytes {kept}-{ending}" if ranged else value
    return replace(exchange, headers=headers, body=exchange.body[kept - start :])


@contextmanager
def keeping_sessions(upstream: str) -> Iterator[str]:
    """The URL of the fake-gcs-server at `upstream`, with such sessions."""
    with proxy(upstream, Sessions()) as url:
        yield url
