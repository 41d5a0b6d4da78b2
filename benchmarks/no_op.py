"""An apply with nothing to do, of a thousand deployments to three targets, beside rclone.

    python benchmarks/no_op.py [--deployments 1000] [--files 3] [--many 1500] [--links 40]

Needs root and what fan_out.py needs. The targets are SeaweedFS, fake-gcs-server and Azurite, each
behind a link of its own, on which requests are counted as they pass. One manifest holds all
deployments. It is applied, which is not what is measured, and then applied again; once unsigned and
once signed. The peer carries the same files to the same targets by `rclone copy` and then runs
that again, and `rclone check`, for all three targets at once. A deployment of few files beside one
of many shows whether requests grow with the number of files. `requests` are of each deployment to
each target, `ms each` of each deployment.
"""

import argparse
import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rig import manifest, options, payload, table
from rig.cloud import BUCKET, THREE
from rig.home import home
from rig.link import demand_root
from rig.payload import FILES, Payload
from rig.place import Places, places
from rig.program import Argv, rclone
from rig.run import Carried, run

from mcdeploy.signature import keys

SIZE = 1024  # bytes of each file
COLUMNS = ("seconds", "CPU s", "peak MiB", "ms each", "requests")


@dataclass(frozen=True, slots=True)
class Shape:
    """So many deployments of so many files each."""

    deployments: int
    files: int

    def __str__(self) -> str:
        return f"{self.deployments} x {self.files} files"


@contextlib.contextmanager
def _there(shape: Shape, rate: float | None) -> Iterator[tuple[Payload, Places]]:
    """Fresh files, a folder for each deployment, and fresh targets."""
    with home("no-op") as folder:
        count = shape.deployments * shape.files
        tree = payload.small(folder / "all", count, SIZE, shape.files)
        with places(THREE, rate) as there:
            yield tree, there


def _apply(shape: Shape, rate: float | None, *, signed: bool) -> Carried:
    """One manifest of all the deployments, applied twice; what the second time took."""
    with _there(shape, rate) as (tree, there):
        file = _manifest(tree, there, _key(tree.home) if signed else None)
        command = [sys.executable, "-m", "mcdeploy", "apply", str(file), "--quiet"]
        what = f"{shape}, {'signed' if signed else 'unsigned'}"
        _do(f"first apply, {what}", [[command]], there, shape)
        return _do(f"no-op apply, {what}", [[command]], there, shape)


def _rclone(shape: Shape, rate: float | None) -> list[Carried]:
    """The same files copied twice, and compared."""
    with _there(shape, rate) as (tree, there):
        folders = [f"{place.name}:{BUCKET}/{tree.name}" for place in there]
        copy, check = (
            [[rclone(verb, tree, there, folder) for folder in folders]]
            for verb in ("copy", "check")
        )
        _do("first rclone copy", copy, there, shape)
        return [
            _do("no-op rclone copy", copy, there, shape),
            _do("rclone check", check, there, shape),
        ]


def _do(name: str, steps: list[list[Argv]], there: Places, shape: Shape) -> Carried:
    """Done, and told as a row."""
    done = run(name, steps, 0, there)
    table.row(
        name,
        f"{done.ran.seconds:.1f}",
        f"{done.ran.cpu:.1f}",
        f"{done.ran.peak / 2**20:.0f}",
        f"{1000 * done.ran.seconds / shape.deployments:.1f}",
        table.span([count / shape.deployments for count in done.requests.values()], 2),
    )
    return done


def _manifest(tree: Payload, there: Places, signature: dict[str, str] | None) -> Path:
    """A deployment for each folder of the tree."""
    folders = sorted(folder.name for folder in tree.folder.iterdir())
    documents = [
        manifest.document(f"m{name}", f"{FILES}/{name}", there, signature) for name in folders
    ]
    return manifest.save(tree.home / manifest.FILE, documents)


def _key(folder: Path) -> dict[str, str]:
    private, _ = keys.new(folder / "keys")
    return {"key": str(private)}


def _beside(ours: Carried, peer: Carried) -> None:
    time = ours.ran.seconds / peer.ran.seconds
    requests = sum(ours.requests.values()) / sum(peer.requests.values())
    table.verdict(f"time: {ours.program} / {peer.program}", f"{time:.2f}", "")
    table.verdict(f"requests: {ours.program} / {peer.program}", f"{requests:.2f}", "")


def _grown(few: Carried, many: Carried) -> None:
    for name, count in many.requests.items():
        told = f"{few.requests[name]} -> {count}"
        table.verdict(f"{name}: requests of a no-op, few files -> many", told, "equal")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="An apply with nothing to do.")
    parser.add_argument("--deployments", type=int, default=1000)
    parser.add_argument("--files", type=int, default=3, help="of each deployment")
    parser.add_argument("--many", type=int, default=1500, help="of the one that has many")
    options.links(parser)
    return parser.parse_args()


def main() -> None:
    args = _arguments()
    demand_root()
    rate = options.rate(args)
    all_of_them = Shape(args.deployments, args.files)
    table.heading(*COLUMNS)
    unsigned = _apply(all_of_them, rate, signed=False)
    signed = _apply(all_of_them, rate, signed=True)
    few = _apply(Shape(1, args.files), rate, signed=True)
    many = _apply(Shape(1, args.many), rate, signed=True)
    peers = _rclone(all_of_them, rate)
    print()
    for ours in (unsigned, signed):
        for peer in peers:
            _beside(ours, peer)
    _grown(few, many)


if __name__ == "__main__":
    main()
