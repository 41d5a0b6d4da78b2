"""Ten thousand small files to three targets, beside rclone, s5cmd and boto3.

    python benchmarks/small_files.py [--files 10000] [--size 10KiB] [--links 40]

Needs root and what fan_out.py needs. The targets are SeaweedFS, fake-gcs-server and Azurite, fresh
for each run, each behind a link of its own, on which requests are counted as they pass; there is no
proxy. boto3 uploads from ten threads, as many as it gives to one large file.
"""

import argparse
import os
from collections.abc import Iterable, Sequence

from rig import options, payload, table
from rig.cloud import THREE
from rig.home import home
from rig.link import demand_root
from rig.payload import Payload
from rig.place import places
from rig.program import APPLY, BOTO3_POOL, ENGINE, IN_TURN, PARALLEL, S5CMD, Program
from rig.run import Carried, carry

PEERS = (PARALLEL, IN_TURN, S5CMD, BOTO3_POOL)
S3_NAME = "seaweedfs"
COLUMNS = ("targets", "seconds", "files/s", "CPU s", "peak MiB", "requests", "a file")


def _tell(done: Carried, files: int) -> None:
    requests = done.requests.values()
    table.row(
        done.program,
        str(len(done.sent)),
        f"{done.ran.seconds:.1f}",
        f"{files * len(done.sent) / done.ran.seconds:.0f}",
        f"{done.ran.cpu:.1f}",
        f"{done.ran.peak / 2**20:.0f}",
        str(sum(requests)),
        table.span([count / files for count in requests], 2),
    )


def _compare(ours: Carried, peers: Sequence[Carried]) -> None:
    for peer in peers:
        for what, mine, theirs in (
            ("time", ours.ran.seconds, peer.ran.seconds),
            ("CPU", ours.ran.cpu, peer.ran.cpu),
            ("requests", sum(ours.requests.values()), sum(peer.requests.values())),
        ):
            on = f"on {len(ours.sent)} target{'s' * (len(ours.sent) > 1)}"
            table.verdict(f"{what} {on} / {peer.program}'s", f"{mine / theirs:.2f}", "")


def _run(
    program: Program, many: Payload, rate: float | None, targets: Iterable[str] = THREE
) -> Carried:
    """On fresh targets, and told as a row."""
    with places({one: THREE[one] for one in targets}, rate) as there:
        os.sync()  # what earlier runs left to be written is not this one's
        done = carry(program, many, there)
    _tell(done, len(many.files))
    return done


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Many small files to three targets.")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--size", type=options.size, default="10KiB")
    options.links(parser)
    return parser.parse_args()


def main() -> None:
    args = _arguments()
    demand_root()
    rate = options.rate(args)
    with home("small-files") as folder:
        many = payload.small(folder / "many", args.files, args.size)
        print(f"{args.files} files of {options.told(args.size)}\n")
        table.heading(*COLUMNS)
        ours = _run(ENGINE, many, rate)
        _run(APPLY, many, rate)
        on_s3 = _run(ENGINE, many, rate, [S3_NAME])
        peers = [_run(peer, many, rate) for peer in PEERS]
    print()
    _compare(ours, [peer for peer in peers if len(peer.sent) == len(THREE)])
    _compare(on_s3, [peer for peer in peers if len(peer.sent) == 1])


if __name__ == "__main__":
    main()
