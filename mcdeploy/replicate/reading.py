"""What is read of the source: each content once, in the pieces in which it is sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mcdeploy.replicate.job import PART, Job
from mcdeploy.replicate.source import Source, proven


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Part `number`, counted from 1, of a job's content; a small content is one piece."""

    job: Job
    number: int
    data: bytes


def read(jobs: Iterable[Job], source: Source) -> Iterator[Piece]:
    """The pieces of all jobs, in order. The last one of each is given only when the digest of the
    whole is right. Raises as `proven` does."""
    for job in jobs:
        pieces = _proven(job, source)
        if job.large:
            yield from (Piece(job, number, data) for number, data in enumerate(pieces, start=1))
        else:
            yield Piece(job, 1, b"".join(pieces))


def _proven(job: Job, source: Source) -> Iterator[bytes]:
    size = job.part_size if job.large else PART
    return proven(source(job.addresses[0].target, job.file, size), job.file)
