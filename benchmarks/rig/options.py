"""What the commands of several benchmarks take."""

import argparse
import re

SHARD = "32MiB"
"""No more, for fake-gcs-server hashes all that it holds of an object at each part."""
UNITS = {"KiB": 2**10, "MiB": 2**20, "GiB": 2**30}


def size(text: str) -> int:
    """Bytes: a number and its unit, such as 10GiB or 0.5GiB."""
    found = re.fullmatch(r"(\d+(?:.\d+)?)(KiB|MiB|GiB)", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no size such as 512MiB or 10GiB")
    return int(float(found[1]) * UNITS[found[2]])


def model(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument("--size", type=size, default=default, help=f"default: {default}")
    parser.add_argument("--shard", type=size, default=SHARD, help=f"each file; default: {SHARD}")


def shards(args: argparse.Namespace) -> int:
    """In how many files the model comes."""
    return int(max(1, args.size // args.shard))


def links(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--links", type=float, metavar="MIB/S", help="what each link lets through; default: all"
    )


def rate(args: argparse.Namespace) -> float | None:
    """Bytes a second of each link; None: unlimited."""
    return None if args.links is None else args.links * 2**20


def told(bytes_: float) -> str:
    """A size for people."""
    unit = next(unit for unit in ("GiB", "MiB", "KiB") if bytes_ >= UNITS[unit] or unit == "KiB")
    return f"{bytes_ / UNITS[unit]:g} {unit}" if bytes_ else "0"
