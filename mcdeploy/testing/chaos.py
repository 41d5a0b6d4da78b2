"""Faults between a client and a store, on the line itself: a proxy that damages what passes.

What is hurt, and how, follows from a seed and the number of the request alone, and each fault that
happened is recorded, so that a test can demand that every one of them was found.
"""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum

from mcdeploy.testing.proxy import Broken, Exchange, Onward, Reply, proxy

PATIENCE = 2.0
"""Seconds in which a body waits for another one to be swapped with."""


class Harm(StrEnum):
    FLIP = "flip"  # one bit of the body is another one
    TRUNCATE = "truncate"  # the body ends early, and so says its announced length
    SWAP = "swap"  # the bodies of two requests under way are exchanged
    LOSE = "lose"  # carried out, and the connection breaks before the reply
    BREAK = "break"  # the connection breaks in the middle of the body
    DROP = "drop"  # the connection breaks, and nothing is carried out


DAMAGES = (Harm.FLIP, Harm.TRUNCATE, Harm.SWAP)
"""The harms that change bytes on their way."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault that happened to request number `request`, counted from 0."""

    harm: Harm
    request: int
    method: str
    path: str


Eligible = Callable[[Exchange], bool]
"""Which requests may be hurt."""


def bodies(exchange: Exchange) -> bool:
    """Those that carry content: a kilobyte and more in a PUT or a POST."""
    return exchange.method in ("PUT", "POST") and len(exchange.body) >= 2**10


class Chaos:
    """Hurts a `share` of the eligible requests by one of the `harms` each. `faults` are those that
    happened so far, in their order; two requests whose bodies were swapped are a fault each."""

    def __init__(
        self,
        seed: int,
        share: float = 0.1,
        harms: tuple[Harm, ...] = tuple(Harm),
        eligible: Eligible = bodies,
    ) -> None:
        self.faults: list[Fault] = []
        self._seed = seed
        self._share = share
        self._harms = harms
        self._eligible = eligible
        self._count = 0
        self._turn = threading.Condition()
        self._waiting: _Swap | None = None

    def __call__(self, exchange: Exchange, onward: Onward) -> Reply:
        if not self._eligible(exchange):
            return onward(exchange)
        with self._turn:
            number, self._count = self._count, self._count + 1
        dice = random.Random(f"{self._seed} {number}")  # noqa: S311
        if dice.random() >= self._share:
            return onward(exchange)
        return self._hurt(dice.choice(self._harms), number, exchange, onward, dice)

    def _hurt(
        self, harm: Harm, number: int, exchange: Exchange, onward: Onward, dice: random.Random
    ) -> Reply:
        match harm:
            case Harm.DROP:
                self._record(harm, number, exchange)
                raise Broken
            case Harm.LOSE:
                onward(exchange)
                self._record(harm, number, exchange)
                raise Broken
            case Harm.BREAK:
                self._record(harm, number, exchange)
                onward(_cut(exchange, dice.randrange(len(exchange.body))))
                raise Broken
            case Harm.SWAP:
                body = self._swapped(exchange.body)
            case Harm.FLIP:
                body = _flipped(exchange.body, dice)
            case Harm.TRUNCATE:
                body = exchange.body[: dice.randrange(len(exchange.body))]
        if body != exchange.body:
            self._record(harm, number, exchange)
        return onward(replace(exchange, body=body))

    def _swapped(self, body: bytes) -> bytes:
        """The body of another request that is to be swapped, or one's own if none comes in time."""
        with self._turn:
            if (other := self._waiting) is not None:
                self._waiting = None
                other.theirs = body
                self._turn.notify_all()
                return other.ours
            mine = self._waiting = _Swap(body)
            self._turn.wait_for(lambda: mine.theirs is not None, PATIENCE)
            if mine.theirs is None:
                self._waiting = None
            return mine.ours if mine.theirs is None else mine.theirs

    def _record(self, harm: Harm, number: int, exchange: Exchange) -> None:
        with self._turn:
            self.faults.append(Fault(harm, number, exchange.method, exchange.path))


@dataclass(slots=True)
class _Swap:
    ours: bytes
    theirs: bytes | None = None


def _cut(exchange: Exchange, at: int) -> Exchange:
    return replace(exchange, body=exchange.body[:at], missing=len(exchange.body) - at)


def _flipped(body: bytes, dice: random.Random) -> bytes:
    flipped = bytearray(body)
    flipped[dice.randrange(len(body))] ^= 1 << dice.randrange(8)
    return bytes(flipped)


@contextmanager
def chaotic(upstream: str, chaos: Chaos) -> Iterator[str]:
    """The URL of the emulator at `upstream`, with the chaos before it."""
    with proxy(upstream, chaos) as url:
        yield url
