"""Targets that share one reading of the source, until one falls behind."""

import time
from collections.abc import Callable, Iterable
from threading import Event as Signal
from typing import Generic, Protocol, TypeVar

from mcdeploy.replicate.job import Job
from mcdeploy.replicate.lane import Lane
from mcdeploy.replicate.patience import Patience
from mcdeploy.replicate.reading import Piece, read
from mcdeploy.replicate.room import Room
from mcdeploy.replicate.source import Source

TICK = 0.05


class Member(Protocol):
    """Whoever takes the pieces of a convoy; `free` is set when it gets no more of them."""

    lane: Lane
    free: Signal

    def expect(self, jobs: Iterable[Job]) -> None:
        """Be told, at the beginning, what is going to be read."""

    @property
    def hungry(self) -> bool:
        """Whether it has nothing to do and waits for what is still to be read."""

    def awaits(self, job: Job) -> bool:
        """Whether any of it is to be sent to it."""

    def wants(self, piece: Piece) -> bool:
        """Whether it takes the piece, which is offered once, each of a job after the other."""

    def take(self, piece: Piece, over: Callable[[], None]) -> None: ...


M = TypeVar("M", bound=Member)


class Convoy(Generic[M]):
    """Hands each piece to all members that want it, with at most `memory` bytes on their way. Each
    member goes at its own pace within that, and leaves when it is done and waits for nothing more.
    Where the room is full and a member is hungry, the one with the most before it holds the others
    up. When that lasts it is let go: what it has not begun is dropped, what it has under way no
    longer counts, and `behind` is told."""

    def __init__(self, members: Iterable[M], memory: int, behind: Callable[[M], None]) -> None:
        self._members = list(members)
        self._share = memory // max(1, len(self._members))
        self._room = Room(memory)
        self._behind = behind
        self._patience = Patience(time.monotonic())

    def carry(self, jobs: tuple[Job, ...], source: Source) -> None:
        """Return when every piece that a member awaits has been handed over. Raises as `read`
        does."""
        for member in self._members:
            member.expect(jobs)
        self._part()
        for piece in read(filter(self._awaited, jobs), source):
            self._enter(len(piece.data))
            self._hand_over(piece)
            self._part()
            if not self._members:
                return
        for member in self._members:
            member.free.set()

    def _awaited(self, job: Job) -> bool:
        return any(member.awaits(job) for member in self._members)

    def _hand_over(self, piece: Piece) -> None:
        takers = [member for member in self._members if member.wants(piece)]
        over = self._room.leave_after(max(1, len(takers)), len(piece.data))
        for member in takers:
            member.take(piece, over)
        if not takers:
            over()

    def _part(self) -> None:
        done = [one for one in self._members if not one.lane.load and not one.hungry]
        for member in done:
            self._members.remove(member)
            member.free.set()

    def _enter(self, size: int) -> None:
        since = time.monotonic()
        while not self._room.enter(size, TICK):
            now = time.monotonic()
            if self._held_up and self._patience.ends(now - since, now):
                self._let_go()
            since = now

    @property
    def _held_up(self) -> bool:
        """Whether any of several could go on, were it not for the others."""
        return len(self._members) > 1 and any(member.hungry for member in self._members)

    def _let_go(self) -> None:
        """Its share of the memory goes with it: for what it has under way, and then to read for
        itself."""
        slowest = max(self._members, key=lambda member: member.lane.owes)
        self._members.remove(slowest)
        self._room.shrink(self._share)
        self._patience = Patience(time.monotonic())
        slowest.lane.let_go()
        self._behind(slowest)
        slowest.free.set()
