"""What one target lacks of a release. Pure."""

from mcdeploy.domain import Copied, File, Observation, Release, Stage
from mcdeploy.errors import IntegrityError
from mcdeploy.plan.wish import Wish
from mcdeploy.records.keys import RELEASE, SIGNATURE
from mcdeploy.store.digest import digest


def files_of(release: Release, target: str) -> tuple[File, ...]:
    """All that lies in the release's folder of a target, `release.json` last."""
    whole = digest([release.document])
    document = File(RELEASE, whole.size, whole.checksums())
    return (*release.packages.get(target, ()), document)


def missing(release: Release, seen: Observation) -> tuple[File, ...]:
    """Those of its files that are not there, `release.json` last.

    Raises `IntegrityError` when one is there with another size: releases are immutable, so nothing
    may write over it.
    """
    files = files_of(release, seen.target)
    for file in files:
        if seen.sizes.get(file.path, file.size) != file.size:
            raise _resized(release, seen, file)
    return () if seen.live else tuple(file for file in files if file.path not in seen.sizes)


def stage(wish: Wish, seen: Observation) -> Stage:
    """What is missing, all of it sent from here but what the target can copy from another release;
    what is there counts as verified only where `release.json` stands too."""
    lacking = missing(wish.release, seen)
    copies = tuple(
        Copied(file, source) for file in lacking if (source := _unchanged(file, seen)) is not None
    )
    copied = {one.file.path for one in copies}
    sent = tuple(file for file in lacking if file.path not in copied)
    there = tuple(f for f in files_of(wish.release, seen.target) if f.path in seen.sizes)
    proven = RELEASE in seen.sizes and not wish.verify
    sign = wish.sign and SIGNATURE not in seen.sizes
    return Stage(seen.target, sent, () if proven else there, sign, copies)


def _unchanged(file: File, seen: Observation) -> str | None:
    """Where the same bytes lie. An empty file is sent: there is nothing to save."""
    return seen.unchanged.get(str(file.checksums.sha256)) if file.size else None


def _resized(release: Release, seen: Observation, file: File) -> IntegrityError:
    return IntegrityError(
        seen.target,
        f"{file.path} of release {release.id[:12]} has {seen.sizes[file.path]} bytes there,"
        f" not {file.size}",
        remedy="find out who wrote to it, delete that object, and run this again",
    )
