"""One target's part of a replication: all that must land there, by whatever means it comes."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import partial
from itertools import chain
from threading import Event as Signal

from mcdeploy.domain import Listener, Moved, Stage
from mcdeploy.errors import McdeployError, Unavailable
from mcdeploy.replicate.begun import Begun
from mcdeploy.replicate.destination import Destination
from mcdeploy.replicate.job import Job
from mcdeploy.replicate.journal import Journal
from mcdeploy.replicate.landing import Landing, SmallLanding
from mcdeploy.replicate.lane import Lane, Task
from mcdeploy.replicate.large import LargeLanding
from mcdeploy.replicate.reading import Piece
from mcdeploy.replicate.verify import verify

PARTS_AT_ONCE = 4
"""Large parts under way to one target: what a crash can cost, and a share of the memory."""


class Delivery:
    """A member of the convoy. `free` is set when the convoy gives it nothing more; `settled` when
    all but `release.json` is there, or it has failed."""

    def __init__(
        self,
        stage: Stage,
        destination: Destination,
        jobs: Iterable[Job],
        listener: Listener,
        journal: Journal,
    ) -> None:
        self.stage = stage
        self.destination = destination
        self.lane = Lane(destination.store)
        self.free = Signal()
        self.settled = Signal()
        self._listener = listener
        self._total = sum(file.size for file in stage.written)
        self._begun = Begun(destination, journal)
        self._landings = {job: self._of(job) for job in jobs if self._lands(job)}
        fetched = {self.key(one.file.path) for one in (*stage.copies, *stage.pulls)}
        landings = chain(*self._landings.values())
        self._fetching = {one.key: one for one in landings if one.key in fetched}
        self._ahead: set[Job] = set()

    def key(self, path: str) -> str:
        return self.destination.folder + path

    def expect(self, jobs: Iterable[Job]) -> None:
        """What of them it may have to be sent: also what its provider copies, for that may fail,
        but nothing that its provider has yet to fetch from another target."""
        pulled = self._fetching.keys() & {self.key(one.file.path) for one in self.stage.pulls}
        self._ahead = {
            job for job in jobs if any(one.key not in pulled for one in self._landings.get(job, ()))
        }

    @property
    def hungry(self) -> bool:
        return not self.lane.load and any(map(self.awaits, self._ahead))

    def awaits(self, job: Job) -> bool:
        """Whether any of it is to be sent from here."""
        return not self.lane.failed and any(self._open(job))

    def wants(self, piece: Piece) -> bool:
        if piece.number == piece.job.parts:
            self._ahead.discard(piece.job)
        return self.awaits(piece.job)

    def take(self, piece: Piece, over: Callable[[], None]) -> None:
        def land() -> None:
            for landing in self._open(piece.job):
                landing.land(piece)

        self.lane.give(Task(land, over, turn=self._turn(piece)))

    def check(self) -> None:
        """Verify what was found, while the lane carries other things too."""
        for file in self.stage.found:
            look = partial(verify, self.destination.store, self.key(file.path), file)
            self.lane.give(Task(look))

    def fetch(self, path: str, bring: Callable[[Landing], None]) -> None:
        """Have `bring` do what is needed for the file to be there; where it is not there then, it
        is sent from here after all."""
        key = self.key(path)

        def attempt() -> None:
            try:
                bring(self._fetching[key])
            finally:
                del self._fetching[key]

        self.lane.give(Task(attempt))

    @property
    def missing(self) -> tuple[Job, ...]:
        """What has not landed yet, by whatever means it was to come."""
        return tuple(
            job
            for job, landings in self._landings.items()
            if not all(landing.done for landing in landings)
        )

    def moved(self, size: int, sent: bool) -> None:
        """Tell of so many bytes more that are there."""
        self._listener(Moved(self.stage.target, size, self._total, sent))

    def stop(self, error: BaseException) -> None:
        """Do nothing more, and wait for nothing more."""
        self.lane.fatal = error
        self.free.set()

    def close(self) -> None:
        """Return when nothing is under way any more. What has not landed is kept where the next run
        can go on with it: after an interrupt, and where the target does not answer, which could not
        be told to forget it either."""
        self.lane.close()
        error = self.lane.error or self.lane.fatal
        keep = not isinstance(error, McdeployError) or isinstance(error, Unavailable)
        resumable = self.destination.store.capabilities.resumable
        for landing in chain(*self._landings.values()):
            landing.give_up(keep=keep and resumable)

    def _turn(self, piece: Piece) -> Hashable:
        """Parts take turns: of one upload in order where the store wants that, else in so many
        rows. What is small goes as it comes."""
        if not piece.job.large:
            return None
        parallel = self.destination.store.capabilities.parallel_parts
        return piece.number % PARTS_AT_ONCE if parallel else piece.job

    def _open(self, job: Job) -> Iterator[Landing]:
        return (
            landing
            for landing in self._landings.get(job, ())
            if not landing.done and landing.key not in self._fetching
        )

    def _lands(self, job: Job) -> bool:
        return any(one.target == self.stage.target for one in job.addresses)

    def _of(self, job: Job) -> tuple[Landing, ...]:
        store, moved = self.destination.store, self.moved
        keys = [one.key for one in job.addresses if one.target == self.stage.target]
        if job.large:
            return tuple(LargeLanding(store, key, job, self._begun, moved) for key in keys)
        return tuple(SmallLanding(store, key, job.file, moved) for key in keys)
