"""The fan-out: each content is read once, and every part is handed to all targets that need it.

All targets set out in one convoy behind one reader. One that falls behind is let go and reads for
itself; one that fails leaves the others alone. What is then missing on a target, because it was let
go, arrived damaged or was not fetched, is sent once more, to that target alone.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from mcdeploy.domain import Behind, Listener, Stage
from mcdeploy.errors import McdeployError
from mcdeploy.records.keys import RELEASE
from mcdeploy.replicate.convoy import Convoy
from mcdeploy.replicate.course import Course, Freight
from mcdeploy.replicate.delivery import Delivery
from mcdeploy.replicate.destination import Destination
from mcdeploy.replicate.job import Address, Job, jobs
from mcdeploy.replicate.journal import Journal
from mcdeploy.replicate.reading import Piece, read
from mcdeploy.replicate.source import Source

MEMORY = 128 * 2**20
"""Bytes of content on their way at once, to all targets; one piece more waits for its proof."""

UNKEPT = Journal()


def replicate(
    stages: tuple[Stage, ...],
    destinations: Mapping[str, Destination],
    source: Source,
    listener: Listener,
    journal: Journal = UNKEPT,
) -> dict[str, McdeployError]:
    """Carry out the stages: land every file on every target, create-only, and verify each there.

    The release's own document is written only to a target on which all else is there and its files
    are verified. Idempotent: what is there already is verified and kept, what an interrupted run
    has sent of a large file is not sent again (where the store cannot tell of it, the `journal`
    does), and what is left unfinished in the end is aborted.

    Returns the error of each target that failed; the others are complete. Where a source is no
    longer what was packaged it raises `IntegrityError`, and that is the error of a target which
    finds it out by itself, when it reads for itself. Interrupted, it ends when the requests under
    way have.
    """
    work = _jobs(stages, destinations)
    last = _last(stages, source)
    deliveries = {
        stage.target: Delivery(stage, destinations[stage.target], work, listener, journal)
        for stage in stages
    }
    alone = MEMORY // max(1, len(stages))
    freight = Freight(source, destinations, deliveries, journal, listener, last, alone)
    try:
        _carry(freight, work)
    finally:
        for delivery in deliveries.values():
            delivery.close()
    return {name: one.lane.error for name, one in deliveries.items() if one.lane.error is not None}


def _carry(freight: Freight, work: tuple[Job, ...]) -> None:
    deliveries = freight.deliveries.values()
    with ThreadPoolExecutor(max(1, len(deliveries)), "course") as drivers:
        try:
            courses = [Course(delivery, freight) for delivery in deliveries]
            for course in courses:
                course.begin()
            running = [drivers.submit(course.run) for course in courses]
            _convoy(freight).carry(work, freight.source)
            for one in running:
                one.result()
        except BaseException as error:
            for delivery in deliveries:
                delivery.stop(error)
            raise
    for delivery in deliveries:
        if delivery.lane.fatal is not None:
            raise delivery.lane.fatal


def _convoy(freight: Freight) -> Convoy[Delivery]:
    def behind(delivery: Delivery) -> None:
        freight.listener(Behind(delivery.stage.target))

    return Convoy(freight.deliveries.values(), MEMORY, behind)


def _jobs(stages: tuple[Stage, ...], there: Mapping[str, Destination]) -> tuple[Job, ...]:
    wanted = (
        (Address(stage.target, there[stage.target].folder + file.path), file)
        for stage in stages
        for file in stage.written
        if file.path != RELEASE
    )
    return jobs(wanted, {name: one.store.capabilities for name, one in there.items()})


def _last(stages: tuple[Stage, ...], source: Source) -> Piece | None:
    """The release's own document, where a target lacks it."""
    lacking = [
        (Address(stage.target, file.path), file)
        for stage in stages
        for file in stage.files
        if file.path == RELEASE
    ]
    return next(read([Job(file, (address,)) for address, file in lacking[:1]], source), None)
