"""A fake of resumable sessions as Google documents them (cloud.google.com/storage/docs/
performing-resumable-uploads, read November 2026). The emulator takes a question about a session for
its end, forgets conditions and cancellations, and appends what is sent twice."""

import base64
import json
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from awscrt import checksums

from ..answering import Asked, Reply


@dataclass
class Object:
    data: bytes
    generation: int
    metadata: dict[str, str]

    def reply(self, key: str) -> Reply:
        crc32c = base64.b64encode(checksums.crc32c(self.data).to_bytes(4)).decode()
        told = {
            "name": key,
            "size": str(len(self.data)),
            "generation": str(self.generation),
            "crc32c": crc32c,
            "metadata": self.metadata,
        }
        return Reply(200, json.dumps(told).encode(), {"Content-Type": "application/json"})


@dataclass
class Session:
    key: str
    metadata: dict[str, str]
    data: bytes = b""
    ended: int | None = None  # the status that it answers from now on


@dataclass
class Sessions:
    """One bucket. `keeps` is how many bytes of a piece it keeps at most."""

    keeps: int = 2**40
    objects: dict[str, Object] = field(default_factory=dict)
    sessions: list[Session] = field(default_factory=list)
    generation: int = 0

    def put(self, key: str, data: bytes, metadata: dict[str, str]) -> None:
        self.generation += 1
        self.objects[key] = Object(data, self.generation, metadata)

    def __call__(self, asked: Asked) -> Reply:
        path = urlsplit(asked.path).path
        if path.startswith("/session/"):
            return self._session(asked, self.sessions[int(path.rpartition("/")[2])])
        if path.startswith("/upload/"):
            return self._begin(asked)
        return self._object(asked, path)

    def _begin(self, asked: Asked) -> Reply:
        assert parse_qs(urlsplit(asked.path).query)["ifGenerationMatch"] == ["0"]
        wanted = json.loads(asked.body)
        self.sessions.append(Session(wanted["name"], wanted.get("metadata", {})))
        url = f"http://{asked.headers['Host']}/session/{len(self.sessions) - 1}"
        return Reply(200, headers={"Location": url})

    def _session(self, asked: Asked, session: Session) -> Reply:
        if session.ended is None and asked.method == "DELETE":
            session.ended = 499
        if session.ended is not None:
            return Reply(session.ended)
        span, _, total = asked.headers["Content-Range"].removeprefix("bytes ").partition("/")
        if span != "*":
            self._keep(session, int(span.partition("-")[0]), asked.body)
        if len(session.data) == int(total):
            session.ended = 412 if session.key in self.objects else 200
            if session.ended == 200:
                self.put(session.key, session.data, session.metadata)
                return self.objects[session.key].reply(session.key)
            return Reply(session.ended)
        kept = {"Range": f"bytes=0-{len(session.data) - 1}"} if session.data else {}
        return Reply(308, headers=kept)

    def _keep(self, session: Session, start: int, piece: bytes) -> None:
        known = len(session.data) - start
        if known >= 0:
            session.data += piece[known:][: self.keeps]

    def _object(self, asked: Asked, path: str) -> Reply:
        key = unquote(path.partition("/o/")[2])
        if not key:
            return Reply(200, b"{}", {"Content-Type": "application/json"})
        if key not in self.objects:
            return Reply(404)
        if asked.method == "DELETE":
            del self.objects[key]
            return Reply(204)
        return self.objects[key].reply(key)
