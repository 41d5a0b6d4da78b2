"""The fan-out: each content is read once, and every part is handed to all targets that need it."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, wait
from types import MappingProxyType

from mcdeploy.domain import File, Listener, Moved, Stage
from mcdeploy.errors import McdeployError
from mcdeploy.records.keys import RELEASE, SIGNATURE
from mcdeploy.replicate.inside import inside
from mcdeploy.replicate.job import PART, Job, jobs, part_size
from mcdeploy.replicate.landing import LargeLanding, clear, land_signature, land_whole
from mcdeploy.replicate.lane import Lane
from mcdeploy.replicate.room import Room
from mcdeploy.replicate.source import Source, proven
from mcdeploy.replicate.verify import verify
from mcdeploy.store.contract import Store

MEMORY = 96 * 2**20
"""Bytes of content on their way at once, to all targets; never less than two parts. One part more
waits for its proof."""


def replicate(
    stages: tuple[Stage, ...],
    stores: Mapping[str, Store],
    folders: Mapping[str, str],
    source: Source,
    listener: Listener,
    signatures: Mapping[str, bytes] = MappingProxyType({}),
) -> dict[str, McdeployError]:
    """Carry out the stages: land every file on every target, create-only, and verify each there.

    `folders` maps each target to the key of the release's folder, ending in a slash; `signatures`
    hold what is written beside the files. The release's own document is written only to a target
    on which all else is there and its files are verified. Idempotent: what is
    there already is verified and kept, and what an interrupted run left unfinished is cleared.

    Returns the error of each target that failed; the others are complete. Raises `IntegrityError`
    when a source is no longer what was packaged.
    """
    stages = inside(stages, stores, folders)
    lanes = {stage.target: Lane(stores[stage.target]) for stage in stages}
    totals = {stage.target: sum(file.size for file in stage.files) for stage in stages}
    fan_out = _FanOut(
        lanes, source, lambda target, size: listener(Moved(target, size, totals[target]))
    )
    try:
        _settle([_check(lanes, folders, stage, file) for stage in stages for file in stage.found])
        fan_out.run(jobs(_only(stages, lambda file: file.path != RELEASE), folders))
        _settle([_clear(lanes, folders, stage) for stage in stages if _any_large(stage)])
        _settle([_sign(lanes, folders, *signature) for signature in signatures.items()])
        fan_out.run(jobs(_only(stages, lambda file: file.path == RELEASE), folders))
    finally:
        for lane in lanes.values():
            lane.close()
    return {target: lane.error for target, lane in lanes.items() if lane.error is not None}


def _only(stages: tuple[Stage, ...], wanted: Callable[[File], bool]) -> tuple[Stage, ...]:
    return tuple(Stage(stage.target, tuple(filter(wanted, stage.files))) for stage in stages)


def _check(
    lanes: Mapping[str, Lane], folders: Mapping[str, str], stage: Stage, file: File
) -> "Future[None]":
    lane, key = lanes[stage.target], folders[stage.target] + file.path
    return lane.submit(lambda: verify(lane.store, key, file, arrived=False))


def _any_large(stage: Stage) -> bool:
    return any(file.size > PART for file in stage.files + stage.found)


def _clear(lanes: Mapping[str, Lane], folders: Mapping[str, str], stage: Stage) -> "Future[None]":
    lane, folder = lanes[stage.target], folders[stage.target]
    return lane.submit(lambda: clear(lane.store, folder))


def _sign(
    lanes: Mapping[str, Lane], folders: Mapping[str, str], target: str, signature: bytes
) -> "Future[None]":
    lane, key = lanes[target], folders[target] + SIGNATURE
    return lane.submit(lambda: land_signature(lane.store, key, signature))


def _settle(work: list["Future[None]"]) -> None:
    wait(work)
    for future in work:
        future.result()


class _FanOut:
    """Reads each job's content once, and bounds what is in memory."""

    def __init__(
        self, lanes: Mapping[str, Lane], source: Source, moved: Callable[[str, int], None]
    ) -> None:
        self._lanes = lanes
        self._source = source
        self._moved = moved
        self._room = Room(MEMORY // PART)

    def run(self, work: tuple[Job, ...]) -> None:
        """Return when every job has landed, or its lanes have failed."""
        pending: list[Future[None]] = []
        for job in work:
            if job.file.size <= PART:
                pending.extend(self._send_whole(job))
            else:
                _settle(pending)  # what is small makes room first: one bound holds for both
                pending.clear()
                self._send_parts(job)
        _settle(pending)

    def _send_whole(self, job: Job) -> list["Future[None]"]:
        self._room.enter()
        data = b"".join(self._read(job, PART))

        def work(target: str, key: str) -> Callable[[], None]:
            def land() -> None:
                land_whole(self._lanes[target].store, key, job.file, data)
                self._moved(target, len(data))

            return land

        sent = [self._lanes[la.target].submit(work(la.target, la.key)) for la in job.landings]
        self._room.leave_after(sent)
        return sent

    def _send_parts(self, job: Job) -> None:
        stores = [self._lanes[landing.target].store for landing in job.landings]
        size = part_size(job.file.size, [store.capabilities for store in stores])
        landings = [self._landing(job, la.target, la.key, size) for la in job.landings]
        try:
            _settle([landing.begin() for landing in landings])
            self._pass_on(job, size, landings)
            _settle([landing.finish() for landing in landings])
        finally:
            for landing in landings:
                landing.give_up()

    def _landing(self, job: Job, target: str, key: str, size: int) -> LargeLanding:
        return LargeLanding(
            self._lanes[target], key, job.file, size, lambda sent: self._moved(target, sent)
        )

    def _pass_on(self, job: Job, size: int, landings: list[LargeLanding]) -> None:
        pieces = enumerate(self._read(job, size), start=1)
        room = Room(max(2, MEMORY // size))
        while True:
            room.enter()
            piece = next(pieces, None)
            lit = [landing for landing in landings if not landing.failed]
            sent = [landing.send(*piece) for landing in lit] if piece is not None else []
            room.leave_after(sent)
            if not sent:
                return

    def _read(self, job: Job, size: int) -> Iterator[bytes]:
        return proven(self._source(job.landings[0].target, job.file, size), job.file)
