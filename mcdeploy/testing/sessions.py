"""Upload sessions before fake-gcs-server as Cloud Storage keeps them.

The emulator appends whatever comes, hashes with each piece all that came before, makes the object
when it is asked for the status, forgets no cancelled session, and does not look at the condition.
This proxy keeps the account that the service keeps, and the bytes in a file, until the last piece
is there and the emulator gets all of them at once, so that whoever goes on with an upload can be
tried on it, too (cloud.google.com/storage/docs/performing-resumable-uploads, read November 2026).
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from tempfile import TemporaryFile
from threading import Lock
from typing import IO
from urllib.parse import parse_qs, quote, urlsplit

from mcdeploy.testing.proxy import Exchange, Onward, Reply, proxy

CANCELLED = Reply(499, (), b"")
REFUSED = Reply(412, (), b"the object exists")
SPAN = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+)")


@dataclass(slots=True)
class _Session:
    """One upload: to which object, whether create-only, the bytes kept, and how it ended."""

    target: str
    create_only: bool
    kept: IO[bytes] = field(default_factory=TemporaryFile)
    ended: Reply | None = None
    lock: Lock = field(default_factory=Lock)

    @property
    def size(self) -> int:
        return self.kept.seek(0, os.SEEK_END)

    def end(self, reply: Reply) -> None:
        self.ended = self.ended or reply
        self.kept.close()


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
                session.end(CANCELLED)
                return CANCELLED
            return session.ended or _put(session, exchange, onward)

    def close(self) -> None:
        """Forget what nobody finished."""
        for session in self._sessions.values():
            session.kept.close()

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
    size = session.size
    if span[1] is None or int(span[1]) > size:
        return _told(size)
    session.kept.write(exchange.body[size - int(span[1]) :])
    if (size := session.size) < int(span[3]):
        return _told(size)
    refused = session.create_only and _exists(session, exchange, onward)
    reply = REFUSED if refused else onward(_whole(exchange, session.kept, size))
    if reply.status < 300 or refused:
        session.end(reply)
    return reply


def _told(size: int) -> Reply:
    return Reply(308, (("Range", f"bytes=0-{size - 1}"),) if size else (), b"")


def _exists(session: _Session, exchange: Exchange, onward: Onward) -> bool:
    """No lock is held against others who write to the same key meanwhile."""
    return onward(replace(exchange, method="GET", path=session.target, body=b"")).status == 200


def _whole(exchange: Exchange, kept: IO[bytes], size: int) -> Exchange:
    headers = type(exchange.headers)()
    for name, value in exchange.headers.items():
        ranged = name.lower() == "content-range"
        headers[name] = f"bytes 0-{size - 1}/{size}" if ranged else value
    return replace(exchange, headers=headers, body=b"", file=kept)


@contextmanager
def keeping_sessions(upstream: str) -> Iterator[str]:
    """The URL of the fake-gcs-server at `upstream`, with such sessions."""
    sessions = Sessions()
    with closing(sessions), proxy(upstream, sessions) as url:
        yield url
