"""What it takes to send files from this machine. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mcdeploy.domain import File, Observation, Stage
from mcdeploy.plan.shared import content, held
from mcdeploy.plan.ways import GB, End, dollars_per_gb, rate
from mcdeploy.plan.wish import Wish


@dataclass(frozen=True, slots=True)
class Sent:
    """The dollars by target, and the seconds until all of it is there."""

    dollars: Mapping[str, float]
    seconds: float

    @property
    def total(self) -> float:
        return sum(self.dollars.values())


def sending(wish: Wish, stages: Iterable[Stage], seen: Mapping[str, Observation]) -> Sent:
    """Of the `files` of these stages. All targets together share the uplink. What is not here is
    first read from the one of those `seen` that gives it most cheaply, once; the dollars for that
    are those of the first target that lacks it."""
    here = End.here(wish.machine)
    ends = {target.name: End.of(target) for target in wish.targets}
    lacking = {stage.target: stage.files for stage in stages}
    bytes_to = {name: sum(file.size for file in files) for name, files in lacking.items()}
    dollars = {n: dollars_per_gb(here, ends[n]) * size / GB for n, size in bytes_to.items()}
    reading = 0.0
    for name, file, origin in () if wish.here else _read(wish, lacking, seen):
        dollars[name] += dollars_per_gb(origin, here) * file.size / GB
        reading += file.size / rate(origin, here)
    slowest = max((size / rate(here, ends[n]) for n, size in bytes_to.items()), default=0.0)
    uplink = sum(bytes_to.values()) / wish.machine.uplink
    return Sent(dollars, reading + max(slowest, uplink))


def _read(
    wish: Wish, lacking: Mapping[str, tuple[File, ...]], seen: Mapping[str, Observation]
) -> Iterator[tuple[str, File, End]]:
    """Each content that is read for the first time: for whom, and from where."""
    here = End.here(wish.machine)
    ends = {target.name: End.of(target) for target in wish.targets}
    holding = {t: held(wish.release, seen[t]).keys() for t in ends if t in seen}
    known: set[str] = set()
    for name, files in lacking.items():
        for file in files:
            there = [ends[t] for t, contents in holding.items() if content(file) in contents]
            if there and content(file) not in known:
                known.add(content(file))
                yield name, file, min(there, key=lambda end: dollars_per_gb(end, here))
