"""The course of one target, from what it holds to `release.json`; each goes at its own pace."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from mcdeploy.domain import Copied, Landed, Listener
from mcdeploy.errors import ConditionFailed, StoreError, Unavailable
from mcdeploy.records.keys import RELEASE, SIGNATURE
from mcdeploy.replicate.begun import clear
from mcdeploy.replicate.convoy import Convoy
from mcdeploy.replicate.delivery import Delivery
from mcdeploy.replicate.destination import Destination
from mcdeploy.replicate.fetching import copied, pulled
from mcdeploy.replicate.job import PART
from mcdeploy.replicate.journal import Journal
from mcdeploy.replicate.landing import Landing, SmallLanding
from mcdeploy.replicate.reading import Piece
from mcdeploy.replicate.source import Source
from mcdeploy.store.contract import Absent


@dataclass(frozen=True, slots=True)
class Freight:
    """What all courses of one replication share: `deliveries` are those under way, `destinations`
    all places from which a provider may fetch; `last` is `release.json`, where somebody lacks it;
    `memory` is what one that goes alone may have on its way, in bytes."""

    source: Source
    destinations: Mapping[str, Destination]
    deliveries: Mapping[str, Delivery]
    journal: Journal
    listener: Listener
    last: Piece | None
    memory: int


class Course:
    """What one delivery goes through beside the convoy, and after it."""

    def __init__(self, delivery: Delivery, freight: Freight) -> None:
        self._delivery = delivery
        self._freight = freight
        self._silent = False

    def begin(self) -> None:
        """What the target does by itself, while the convoy reads: verify what was found, and make
        of what it holds what can be made of it."""
        self._delivery.check()
        for one in self._delivery.stage.copies:
            self._delivery.fetch(one.file.path, partial(self._copy, one))

    def run(self) -> None:
        """Return at the end of the course, or when the lane has failed."""
        lane = self._delivery.lane
        lane.attempt(self._go_on)
        self._delivery.settled.set()
        lane.attempt(self._end)

    def _go_on(self) -> None:
        """When the convoy gives nothing more: what the provider fetches from another target, and
        then whatever is missing, for whatever reason, sent from here."""
        delivery, lane = self._delivery, self._delivery.lane
        delivery.free.wait()
        lane.drain()
        self._pull()
        lane.drain()
        while delivery.missing and not lane.failed:
            alone = Convoy([delivery], self._freight.memory, _nobody)
            alone.carry(delivery.missing, self._freight.source)
            lane.drain()

    def _end(self) -> None:
        """Where all is there no upload is needed any more. Sign, and write `release.json`, last, as
        far as they are missing."""
        where, stage, last = self._delivery.destination, self._delivery.stage, self._freight.last
        large = any(file.size > PART for file in (*stage.written, *stage.found))
        clear(where, self._freight.journal, listed=large)
        if where.signature is not None:
            with suppress(ConditionFailed):  # somebody else may have signed: readers look who
                where.store.put(where.folder + SIGNATURE, where.signature, Absent())
        if last is not None and last.job.file in stage.files:
            key, file = where.folder + RELEASE, last.job.file
            SmallLanding(where.store, key, file, self._delivery.moved).land(last)
        self._freight.listener(Landed(stage.target))

    def _pull(self) -> None:
        stage, freight = self._delivery.stage, self._freight
        if stage.origin is not None:
            if (giver := freight.deliveries.get(stage.origin)) is not None:
                giver.settled.wait()
                self._silent = giver.lane.failed
            origin = freight.destinations[stage.origin]
            for one in stage.pulls:
                self._delivery.fetch(one.file.path, partial(self._fetch, one, origin))

    def _copy(self, one: Copied, landing: Landing) -> None:
        """A provider that cannot copy, for whatever reason, is no error: the file is then sent. One
        that does not answer would not take it either."""
        there = self._delivery.destination
        try:
            copied(landing, one.file, there.store, there, there.releases + one.source)
        except Unavailable:
            raise
        except StoreError:
            pass

    def _fetch(self, one: Copied, origin: Destination, landing: Landing) -> None:
        """A provider that cannot fetch is no error either. Where it, or the origin, once did not
        answer, the rest is sent too, for each file would take as long to find that out."""
        if self._silent:
            return
        try:
            store = self._delivery.destination.store
            pulled(landing, one.file, store, origin, origin.releases + one.source)
        except Unavailable:
            self._silent = True
        except StoreError:
            pass


def _nobody(delivery: Delivery) -> None:
    """One that is alone does not fall behind."""
    del delivery
