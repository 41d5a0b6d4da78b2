"""The line to one emulator, with somebody on it: what passes is counted, and may be hurt."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Condition

from mcdeploy.testing.proxy import Broken, Exchange, Onward, Reply

PAYLOAD = 2**16
"""Bytes: a body of so many is content; the documents of these releases are shorter."""

Admit = Callable[[Exchange], None]
"""Lets a request pass, or raises `Broken`."""

Between = Callable[[Exchange, Onward], Reply]


def everything(exchange: Exchange) -> None:
    """All passes."""


def unhurt(exchange: Exchange, onward: Onward) -> Reply:
    return onward(exchange)


def no_copies(exchange: Exchange, onward: Onward) -> Reply:
    """Whoever asks the store to copy may not."""
    return Reply(403, (), b"") if copies(exchange) else onward(exchange)


def carries(exchange: Exchange) -> bool:
    """Whether it brings content to the store."""
    return len(exchange.body) >= PAYLOAD


def copies(exchange: Exchange) -> bool:
    """Whether it asks the store to fetch content by itself."""
    named = ("x-amz-copy-source", "x-ms-copy-source")
    return "/rewriteTo/" in exchange.path or any(name in exchange.headers for name in named)


@dataclass(slots=True)
class Line:
    """`taken` and `given` are the bytes of content that the store took and gave out, `copied` how
    often it copied by itself; `sessions` are the URLs of the upload sessions that it opened."""

    admit: Admit = everything
    harm: Between = unhurt
    requests: int = 0
    taken: int = 0
    given: int = 0
    copied: int = 0
    sessions: list[str] = field(default_factory=list)
    _under_way: int = 0
    _changed: Condition = field(default_factory=Condition)

    def __call__(self, exchange: Exchange, onward: Onward) -> Reply:
        self.admit(exchange)
        with self._changed:
            self.requests += 1
            self._under_way += 1
        try:
            return self.harm(exchange, lambda sent: self._count(sent, onward(sent)))
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def drain(self) -> None:
        """Return when the store has answered all that passed."""
        with self._changed:
            self._changed.wait_for(lambda: not self._under_way)

    def forget(self) -> None:
        """Count from here."""
        self.requests = self.taken = self.given = self.copied = 0

    def _count(self, sent: Exchange, reply: Reply) -> Reply:
        if reply.status >= 400:
            return reply
        with self._changed:
            self.taken += len(sent.body) if carries(sent) else 0
            self.given += len(reply.body) if len(reply.body) >= PAYLOAD else 0
            self.copied += copies(sent)
            if sent.method == "POST" and "uploadType=resumable" in sent.path:
                self.sessions += [url for name, url in reply.headers if name.lower() == "location"]
        return reply


@dataclass(slots=True)
class Point:
    """Lets so many bytes of content pass, on all lines that share it, and then holds everything."""

    left: int
    _over: bool = False
    _changed: Condition = field(default_factory=Condition)

    def __call__(self, exchange: Exchange) -> None:
        with self._changed:
            if self.left > 0:
                self.left -= len(exchange.body) if carries(exchange) else 0
                self._changed.notify_all()
                return
            self._changed.wait_for(lambda: self._over)
        raise Broken

    def reached(self, seconds: float) -> bool:
        """Whether so many have passed within the seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: self.left <= 0, seconds)

    def end(self) -> None:
        """Break the connections of all that is held."""
        with self._changed:
            self._over = True
            self._changed.notify_all()


@dataclass(slots=True)
class Darkness:
    """Lets so many bytes of content pass; from then on the line is dead."""

    left: int

    def __call__(self, exchange: Exchange) -> None:
        if self.left <= 0:
            raise Broken
        self.left -= len(exchange.body) if carries(exchange) else 0
