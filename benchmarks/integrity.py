"""A transfer over lines that damage what passes, beside rclone.

    python benchmarks/integrity.py [--size 1GiB] [--trials 5] [--seed 1] [--share 0.05]

Needs root and what fan_out.py needs. Targets and payload are those of fan_out.py, fresh for each
trial, each behind a proxy that hurts a share of the requests which carry content: it flips a bit,
cuts the body short, swaps two bodies under way, breaks the connection before, in or after the
request. Which ones, and how, follows from the seed. A program that gives up is run again, over the
same lines, at most `--runs` times.

`faults` is what happened; of the damaged bodies the stores `refused` some by a checksum and `took`
the others, which the program must have found by itself. `read back` are bytes of payload that the
stores gave out meanwhile. Afterwards, and past the proxies, every file is read whole from every
target: a fault that nobody found is a `wrong file` of a program that says that all is well.
"""

import argparse
from collections import Counter
from dataclasses import dataclass

from rig import options, payload, proof, table
from rig.cloud import FOUR
from rig.damage import Witness, damaged
from rig.home import home
from rig.link import demand_root
from rig.payload import Payload
from rig.place import Places, places
from rig.program import ENGINE, PARALLEL, Program
from rig.run import run

COLUMNS = ("runs", "faults", "refused", "took", "read back", "sent x", "unfinished", "wrong files")


@dataclass(frozen=True, slots=True)
class Trial:
    """`runs` is None where the last run that was allowed failed too, with `failure`."""

    runs: int | None
    failure: str
    witnesses: tuple[Witness, ...]
    sent: float
    left: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def faults(self) -> Counter[str]:
        return sum((one.faults for one in self.witnesses), Counter())

    @property
    def read_back(self) -> int:
        return sum(one.read_back for one in self.witnesses)


def _trial(program: Program, full: Payload, seed: int, share: float, runs: int) -> Trial:
    with places(FOUR) as there, damaged(there, full, seed, share) as (hurt, witnesses):
        before = sum(place.link.sent for place in there)
        done, failure = _until_done(program, full, hurt, runs)
        sent = sum(place.link.sent for place in there) - before
        left, wrong = proof.unfinished(full, there), proof.differing(full, there)
    needed = full.size * len(FOUR)
    return Trial(done, failure, tuple(witnesses), sent / needed, tuple(left), tuple(wrong))


def _until_done(program: Program, full: Payload, hurt: Places, runs: int) -> tuple[int | None, str]:
    """In which run it succeeded, or None and how the last one failed."""
    failure = ""
    for number in range(1, runs + 1):
        try:
            run(program.name, program.steps(full, hurt), full.size, hurt)
        except RuntimeError as failed:
            failure = str(failed)
        else:
            return number, ""
    return None, failure


def _tell(seed: int, trial: Trial) -> None:
    table.row(
        f"  seed {seed}",
        str(trial.runs or "gave up"),
        str(trial.faults.total()),
        str(sum(one.refused for one in trial.witnesses)),
        str(sum(one.taken for one in trial.witnesses)),
        str(trial.read_back),
        f"{trial.sent:.2f}",
        str(len(trial.left)),
        str(len(trial.wrong)),
    )
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(trial.faults.items()))
    gave = [f"{one.place} gave out {one.read_back}" for one in trial.witnesses if one.read_back]
    lines = (kinds, *gave, *trial.wrong[:3], *trial.failure.splitlines()[-3:])
    print(*(f"      {line}" for line in lines), sep="\n", flush=True)


def _verdicts(name: str, trials: list[Trial], demanded: bool) -> None:
    faults = sum(trial.faults.total() for trial in trials)
    missed = sum(len(trial.wrong) for trial in trials if trial.runs is not None)
    figures = (
        (f"{name}: wrong files where it said that all is well; {faults} faults", missed, "0"),
        (f"{name}: bytes of payload read back", sum(t.read_back for t in trials), "0"),
        (f"{name}: left unfinished", sum(len(t.left) for t in trials), "0"),
        (f"{name}: trials given up", sum(t.runs is None for t in trials), "0"),
    )
    for what, figure, wanted in figures:
        table.verdict(what, str(figure), wanted * demanded)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A transfer over lines that do damage.")
    options.model(parser, "1GiB")
    parser.add_argument("--trials", type=int, default=5)
    parser.add_argument("--peer-trials", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.05, help="of the requests with content")
    parser.add_argument("--runs", type=int, default=10, help="at most, of each trial")
    return parser.parse_args()


def main() -> None:
    args = _arguments()
    demand_root()

    def series(program: Program, count: int) -> list[Trial]:
        print(f"\n{program.name}")
        table.heading(*COLUMNS)
        trials = []
        for seed in range(args.seed, args.seed + count):
            trials.append(_trial(program, full, seed, args.share, args.runs))
            _tell(seed, trials[-1])
        return trials

    with home("integrity") as folder:
        full = payload.shards(folder / "full", args.size, options.shards(args))
        print(
            f"{options.told(args.size)} in {len(full.files)} shards,"
            f" {args.share:.0%} of requests hurt"
        )
        ours = series(ENGINE, args.trials)
        peers = series(PARALLEL, args.peer_trials) if args.peer_trials else []
    print()
    _verdicts("mcdeploy", ours, demanded=True)
    if peers:
        _verdicts("rclone copy", peers, demanded=False)


if __name__ == "__main__":
    main()
