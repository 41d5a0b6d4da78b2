"""One program carries one payload, and what that took on both sides of the links."""

import contextlib
import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rig.child import Child, Ran, one_after_another, together
from rig.payload import Payload
from rig.place import Place, Places
from rig.program import Argv, Program
from rig.tally import Tally

BENCHMARKS = Path(__file__).parents[1]
SOURCES = (BENCHMARKS, BENCHMARKS.parent, BENCHMARKS.parent / "providers")
WITHIN = 4 * 3600.0  # seconds that any program may take


@dataclass(frozen=True, slots=True)
class Carried:
    """`sent` and `answered` are bytes and `requests` HTTP requests over the link of each place that
    was carried to; `ended` is after how many seconds each had the whole, where that was told."""

    program: str
    size: int
    ran: Ran
    sent: Mapping[str, int]
    answered: Mapping[str, int]
    requests: Mapping[str, int]
    ended: Mapping[str, float] = field(default_factory=dict)

    @property
    def landed(self) -> int:
        """Bytes that had to land, on all places together."""
        return self.size * len(self.sent)

    @property
    def cpu_per_gib(self) -> float:
        """Seconds of the client's CPU for each GiB that landed."""
        return self.ran.cpu / (self.landed / 2**30)


def environment(places: Places) -> dict[str, str]:
    """The places' own, in which Python finds mcdeploy and this package too."""
    path = [*map(str, SOURCES), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**places.environment, "PYTHONPATH": os.pathsep.join(path)}


def silent(name: str) -> None:
    """Nobody wants to know."""
    del name


def carry(
    program: Program,
    payload: Payload,
    places: Places,
    ended: Callable[[str], None] = silent,
) -> Carried:
    """Carry it, and demand that it is there. `ended` is called with each place's name when the
    program says that it has the whole.

    Raises `RuntimeError` when the program fails, or says that it did what it did not.
    """
    reached = program.able(places)
    done = run(program.name, program.steps(payload, reached), payload.size, reached, ended)
    for place in reached:
        demand(place, payload, program.name)
    return done


def run(
    name: str,
    steps: Sequence[Sequence[Argv]],
    size: int,
    reached: Places,
    ended: Callable[[str], None] = silent,
) -> Carried:
    """Do the steps, which have `size` bytes to carry to each place, and look at nothing after.
    Raises `RuntimeError` when one fails."""
    before = {place.name: (place.link.sent, place.link.answered) for place in reached}
    with contextlib.ExitStack() as stack:
        tallies = {p.name: stack.enter_context(Tally(p.link.near)) for p in reached}
        told = Told(ended)
        ran = one_after_another([_step(step, environment(reached), told) for step in steps])
    if ran.failure:
        raise RuntimeError(f"{name}: {ran.failure}")
    return Carried(
        name,
        size,
        ran,
        {p.name: p.link.sent - before[p.name][0] for p in reached},
        {p.name: p.link.answered - before[p.name][1] for p in reached},
        {name: tally.requests.total() for name, tally in tallies.items()},
        told.seconds,
    )


def _step(commands: Sequence[Argv], environ: Mapping[str, str], told: "Told") -> Ran:
    if len(commands) == 1:
        return Child(commands[0], environ, told).wait(WITHIN)
    return together(commands, environ, WITHIN)


class Told:
    """Hears of each place when it has the whole, a line each; `seconds` are since this began."""

    def __init__(self, ended: Callable[[str], None]) -> None:
        self.seconds: dict[str, float] = {}
        self._ended = ended
        self._began = time.monotonic()

    def __call__(self, line: str) -> None:
        if line.startswith("{"):
            told = json.loads(line)
            self.seconds[told["target"]] = told["at"] - self._began
            self._ended(told["target"])


def demand(place: Place, payload: Payload, who: str) -> None:
    """Every file is there with its size, in one folder below the payload's name. Raises
    `RuntimeError`."""
    with contextlib.closing(place.open()) as store:
        held = {stat.key: stat.size for stat in store.list(f"{payload.name}/")}
    first = payload.files[0].path
    folder = next((key.removesuffix(first) for key in held if key.endswith(f"/{first}")), "")
    missing = [file.path for file in payload.files if held.get(folder + file.path) != file.size]
    if missing:
        raise RuntimeError(f"{who}: {missing[0]} and {len(missing) - 1} more: not on {place.name}")
