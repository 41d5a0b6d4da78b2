"""A large content on its way to one key: an upload in parts, begun here or by an earlier run."""

from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock

from mcdeploy.errors import ConditionFailed, Damaged, McdeployError, NotFound, StoreError
from mcdeploy.replicate.begun import Begun
from mcdeploy.replicate.job import Job
from mcdeploy.replicate.journal import FORGETFUL
from mcdeploy.replicate.landing import Moved, arrived
from mcdeploy.replicate.reading import Piece
from mcdeploy.replicate.verify import verify
from mcdeploy.store.contract import Part, Stat, Store, Upload

MENDED = 1
"""So often a content that arrived damaged is sent again; then it is an error."""


@dataclass(slots=True, eq=False)
class _Attempt:
    """One upload, and the parts that the store holds of it. `proven`: the last piece came, and with
    it the proof that the source is what was packaged."""

    upload: Upload
    parts: dict[int, Part] = field(default_factory=dict)
    proven: bool = False
    completing: bool = False


class LargeLanding:
    """Where the store says, at any step, that an object of the key exists, or that the upload is
    gone and the object is there, nothing more is sent and that object is verified. An upload that
    is gone for nothing, or whose whole is damaged, is begun anew, once."""

    def __init__(self, store: Store, key: str, job: Job, begun: Begun, moved: Moved) -> None:
        self._store = store
        self.key = key
        self._job = job
        self._begun = begun
        self._entry = FORGETFUL
        self._moved = moved
        self._told: set[int] = set()
        self._attempt: _Attempt | None = None
        self._spoiled = 0
        self._lock = Lock()
        self.done = False

    def land(self, piece: Piece) -> None:
        if self.done:
            return
        attempt: _Attempt | None = None
        try:
            attempt = self._under_way()
            self._send(attempt, piece)
            if self._ready(attempt, piece):
                self._complete(attempt)
        except ConditionFailed:
            self.found()
        except NotFound as gone:
            self._look(attempt, gone)

    def found(self) -> None:
        with self._lock:
            if not self.done:
                verify(self._store, self.key, self._job.file)
                self._abort()
                self._over()

    def accept(self, stat: Stat) -> None:
        arrived(self._store, self._job.file, stat)
        with self._lock:
            self._over()

    def give_up(self, *, keep: bool) -> None:
        if not self.done and not keep:
            self._abort()
        self._entry.close()

    def _abort(self) -> None:
        """As far as possible: what is left the next run finds."""
        if self._attempt is not None:
            with suppress(McdeployError):
                self._store.abort(self._attempt.upload)
                self._entry.forget()

    def _under_way(self) -> _Attempt:
        with self._lock:
            if self._attempt is None:
                if self._entry is FORGETFUL:
                    self._entry = self._begun.entry(self.key, self._job)
                self._attempt = self._resume() or self._begin()
            return self._attempt

    def _resume(self) -> _Attempt | None:
        if self._spoiled:
            return None
        best = self._begun.best(self.key, self._job, self._entry)
        if best is None:
            return None
        upload, parts = best
        self._entry.note(upload)
        for part in parts.values():
            self._tell(part.number, part.size, sent=False)
        return _Attempt(upload, parts)

    def _begin(self) -> _Attempt:
        """What an interrupted run left is cleared when all has landed, for until then it may be
        another run's that is alive."""
        upload = self._store.begin(self.key, self._job.file.size, self._job.part_size)
        self._entry.note(upload)
        return _Attempt(upload)

    def _send(self, attempt: _Attempt, piece: Piece) -> None:
        if piece.number not in attempt.parts and self._follows(attempt, piece.number):
            part = self._store.put_part(attempt.upload, piece.number, piece.data)
            with self._lock:
                attempt.parts[piece.number] = part
                self._tell(piece.number, len(piece.data), sent=True)

    def _follows(self, attempt: _Attempt, number: int) -> bool:
        """Whether the store takes this part now. One that comes out of order, because the attempt
        is younger than this reading, is sent when the content is read again."""
        parallel = self._store.capabilities.parallel_parts
        return parallel or number == 1 or number - 1 in attempt.parts

    def _ready(self, attempt: _Attempt, piece: Piece) -> bool:
        """Whether all is there; true for one of those who ask."""
        with self._lock:
            attempt.proven |= piece.number == self._job.parts
            whole = attempt.proven and len(attempt.parts) == self._job.parts
            if not whole or attempt.completing:
                return False
            attempt.completing = True
            return True

    def _complete(self, attempt: _Attempt) -> None:
        parts = tuple(attempt.parts[number] for number in sorted(attempt.parts))
        try:
            stat = self._store.complete(attempt.upload, parts, self._job.file.checksums)
            arrived(self._store, self._job.file, stat)
        except Damaged as damaged:
            self._store.abort(attempt.upload)
            self._spoil(attempt, damaged)
        else:
            with self._lock:
                self._over()

    def _look(self, attempt: _Attempt | None, gone: NotFound) -> None:
        try:
            self._store.head(self.key)
        except NotFound:
            self._spoil(attempt, gone)
        else:
            self.found()

    def _spoil(self, attempt: _Attempt | None, why: StoreError) -> None:
        """Let the whole be sent once more; of several who find it spoiled, one counts."""
        with self._lock:
            if attempt is None or self._attempt is attempt:
                self._attempt = None
                self._spoiled += 1
                if self._spoiled > MENDED:
                    raise why

    def _over(self) -> None:
        self.done = True
        for number in range(1, self._job.parts + 1):
            size = self._job.part_size
            rest = min(size, self._job.file.size - (number - 1) * size)
            self._tell(number, rest, sent=False)
        self._entry.forget()

    def _tell(self, number: int, size: int, *, sent: bool) -> None:
        if number not in self._told:
            self._told.add(number)
            self._moved(size, sent)
