"""A transfer to four targets, killed at a random point and run again, beside rclone.

    python benchmarks/crash.py [--size 10GiB] [--trials 20] [--seed 1] [--links 40]
                               [--without-journal] [--peer-trials 3]

Needs root and what fan_out.py needs. Targets and payload are those of fan_out.py, fresh for each
trial. The point is drawn evenly over the bytes of an undisturbed run; there the process gets
SIGKILL, and the same command is run again at once. Bytes are counted by the kernel on the way to
the emulators; those of the undisturbed run are taken off, so that what is left was sent twice.
Afterwards every file is read back whole from every target, and each bucket is searched for what
nobody finished. With `--without-journal` the second run finds nothing on this machine of what the
first one knew.
"""

import argparse
import contextlib
import random
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rig import options, payload, proof, table
from rig.child import Child
from rig.cloud import FOUR
from rig.home import home
from rig.link import demand_root
from rig.payload import Payload
from rig.place import Places, places
from rig.program import ENGINE, PARALLEL, Program
from rig.run import WITHIN, carry, environment

PAUSE = 0.002  # seconds between two looks at how far it is


@dataclass(frozen=True, slots=True)
class Trial:
    """`killed` is at which share of the bytes, None where it ended before; `twice` the share of the
    payload that was sent again; `left` and `wrong` say what should not be."""

    killed: float | None
    twice: float
    left: tuple[str, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What all trials of a run share."""

    payload: Payload
    rate: float | None
    journal: bool

    @property
    def needed(self) -> int:
        """Bytes of payload that all targets together must get."""
        return self.payload.size * len(FOUR)

    def undisturbed(self, program: Program) -> int:
        """Bytes that go over the links when nobody kills anything."""
        with places(FOUR, self.rate) as there:
            return sum(carry(program, self.payload, there).sent.values())

    def trial(self, program: Program, point: float, whole: int) -> Trial:
        with places(FOUR, self.rate) as there:
            before = _sent(there)
            killed = self._killed(program, there, before + point * whole)
            if not self.journal:
                shutil.rmtree(there.state, ignore_errors=True)
            carry(program, self.payload, there)
            twice = (_sent(there) - before - whole) / self.needed
            left = proof.unfinished(self.payload, there)
            wrong = proof.differing(self.payload, there)
        return Trial(point if killed else None, twice, tuple(left), tuple(wrong))

    def _killed(self, program: Program, there: Places, limit: float) -> bool:
        """Run it until so many bytes have gone; whether it was killed then."""
        (commands,) = program.steps(self.payload, there)
        children = [Child(argv, environment(there)) for argv in commands]
        with _reaped(children):
            while _sent(there) < limit and not all(child.ended for child in children):
                time.sleep(PAUSE)
            living = [child for child in children if not child.ended]
            for child in living:
                child.kill()
        return bool(living)


@contextlib.contextmanager
def _reaped(children: Iterable[Child]) -> Iterator[None]:
    """None of them outlives the context."""
    try:
        yield
    except BaseException:
        for child in children:
            child.kill()
        raise
    finally:
        for child in children:
            child.wait(WITHIN)


def _sent(there: Places) -> int:
    return sum(place.link.sent for place in there)


def _series(setting: Setting, program: Program, points: list[float]) -> list[Trial]:
    whole = setting.undisturbed(program)
    print(f"\n{program.name}: undisturbed {whole / setting.needed:.4f} of the payload goes out")
    table.heading("killed at", "sent twice", "unfinished", "wrong files")
    return [
        _tell(number, setting.trial(program, point, whole))
        for number, point in enumerate(points, start=1)
    ]


def _tell(number: int, trial: Trial) -> Trial:
    at = "ended before" if trial.killed is None else f"{trial.killed:.1%}"
    table.row(f"  {number}", at, f"{trial.twice:.2%}", str(len(trial.left)), str(len(trial.wrong)))
    for what in (*trial.left, *trial.wrong)[:3]:
        print(f"      {what}")
    return trial


def _verdicts(name: str, trials: list[Trial], demanded: bool) -> None:
    worst, mean = max(t.twice for t in trials), sum(t.twice for t in trials) / len(trials)
    right = sum(not trial.wrong for trial in trials)
    table.verdict(
        f"{name}: sent twice, worst (mean {mean:.2%})", f"{worst:.2%}", "<= 2 %" * demanded
    )
    table.verdict(
        f"{name}: left unfinished in all",
        str(sum(len(trial.left) for trial in trials)),
        "0" * demanded,
    )
    table.verdict(
        f"{name}: whole and right everywhere, of {len(trials)}",
        str(right),
        str(len(trials)) * demanded,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A transfer that is killed and run again.")
    options.model(parser, "10GiB")
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--peer-trials", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-journal", action="store_true")
    options.links(parser)
    return parser.parse_args()


def main() -> None:
    args = _arguments()
    demand_root()
    draw = random.Random(args.seed)  # noqa: S311 - drawn again by whoever runs it again
    points = [draw.random() for _ in range(args.trials)]
    with home("crash") as folder:
        full = payload.shards(folder / "full", args.size, options.shards(args))
        setting = Setting(full, options.rate(args), not args.without_journal)
        print(
            f"{options.told(args.size)} in {len(full.files)} shards to 4 targets, seed {args.seed}"
        )
        ours = _series(setting, ENGINE, points)
        peers = _series(setting, PARALLEL, points[: args.peer_trials]) if args.peer_trials else []
    print()
    _verdicts("mcdeploy", ours, demanded=True)
    if peers:
        _verdicts("rclone copy", peers, demanded=False)


if __name__ == "__main__":
    main()
