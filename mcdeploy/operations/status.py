"""Where a deployment stands: per target what is live, and whether it is whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mcdeploy import signature
from mcdeploy.clouds import Clouds, Connect, connect, opened
from mcdeploy.domain import Certificate, Health, Observation, Pointer, Release, Trust
from mcdeploy.errors import IntegrityError, gravest
from mcdeploy.live import completed, document, latest, lit, readable
from mcdeploy.live.believed import newest
from mcdeploy.manifest import Manifest
from mcdeploy.plan import files_of
from mcdeploy.records.keys import SIGNATURE
from mcdeploy.store.ask import ask


@dataclass(frozen=True, slots=True)
class TargetStatus:
    """One target: `drift` says in a sentence each what is not as it was released; `certificate` is
    that of the package which the live release has for it."""

    target: str
    health: Health
    location: str
    pointer: Pointer | None
    drift: tuple[str, ...]
    certificate: Certificate | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """A deployment's channel: the release that is live (None: nothing was released), the headline
    metrics that its evaluation found, every target, and the reason for which its gates were allowed
    to fail, where there is one."""

    deployment: str
    channel: str
    live: Pointer | None
    evaluation: Mapping[str, float]
    targets: tuple[TargetStatus, ...]
    waiver: str = ""

    @property
    def drifted(self) -> bool:
        """Whether any target is dark, behind, or not whole."""
        return any(one.drift or one.health is Health.DARK for one in self.targets)


def status(manifest: Manifest, *, connect: Connect = connect) -> Status:
    """Ask every target. Writes nothing, trains nothing. One that cannot be read, whatever the
    reason, is told of in its row.

    Raises when no target can be read: `Unavailable`, or the gravest reason.
    """
    with opened(manifest.name, manifest.targets, connect) as clouds:
        seen = readable(clouds, manifest.channel)
        if latest(seen) is None:
            return _status(manifest, None, {}, seen, {})
        return _with_release(manifest, clouds, seen)


def _with_release(manifest: Manifest, clouds: Clouds, seen: Mapping[str, Observation]) -> Status:
    there, trust = clouds.only(lit(seen)), signature.trust(manifest.signature)
    live = newest(manifest.name, seen, lambda release: _documents(there, release, trust))
    release, errors = live.read
    seen = completed(clouds, release.id, seen)
    sizes = {
        name: {file.path: file.size for file in files_of(release, name)} for name in clouds.stores
    }
    told = _status(manifest, live.pointer, release.evaluation, seen, sizes)
    targets = tuple(_told(one, release, (live.passed, errors)) for one in told.targets)
    return replace(told, targets=targets, waiver=release.waiver)


def _documents(there: Clouds, release: str, trust: Trust) -> tuple[Release, Mapping[str, str]]:
    """The release as a target has it, and why others have it not as it was released. Raises the
    gravest error where none has it."""
    read, errors = ask(there.stores, lambda name, _: document(there, release, [name], trust))
    if not read:
        raise gravest(errors.values())
    wrong = {name: one.what for name, one in errors.items() if isinstance(one, IntegrityError)}
    return next(iter(read.values())), wrong


def _told(
    one: TargetStatus, release: Release, suspected: Iterable[Mapping[str, str]]
) -> TargetStatus:
    """With its certificate, and what is to be said of a target that is not to be believed."""
    said = (why[one.target] for why in suspected if one.target in why)
    certificate = release.certificates.get(one.target)
    return replace(one, drift=(*one.drift, *said), certificate=certificate)


def _status(
    manifest: Manifest,
    live: Pointer | None,
    evaluation: Mapping[str, float],
    seen: Mapping[str, Observation],
    sizes: Mapping[str, Mapping[str, int]],
) -> Status:
    targets = tuple(
        TargetStatus(
            target.name,
            seen[target.name].health,
            target.location,
            seen[target.name].pointer,
            _drift(seen[target.name], live, sizes.get(target.name, {})),
        )
        for target in manifest.targets
    )
    return Status(manifest.name, manifest.channel, live, evaluation, targets)


def _drift(one: Observation, live: Pointer | None, sizes: Mapping[str, int]) -> tuple[str, ...]:
    if live is None:
        return ()
    if one.health is Health.DARK:
        return (f"cannot be read: {one.reason}",)
    found = _behind(one.pointer, live)
    missing = sorted(path for path in sizes if path not in one.sizes)
    resized = sorted(p for p, size in sizes.items() if one.sizes.get(p, size) != size)
    extra = sorted(one.sizes.keys() - sizes.keys() - {SIGNATURE})
    found += [f"{path} is missing" for path in missing]
    found += [f"{path} is no file of this release" for path in extra]
    found += [f"{path} has {one.sizes[path]} bytes, not {sizes[path]}" for path in resized]
    return tuple(found)


def _behind(held: Pointer | None, live: Pointer) -> list[str]:
    if held is None:
        return ["nothing was released here yet"]
    if held.epoch > live.epoch or (held.epoch, held.release) == (live.epoch, live.release):
        return []  # what is above what is live was passed over, which is told
    if held.epoch == live.epoch:
        return [f"{held.release[:12]} is of epoch {held.epoch} too: two applies at the same moment"]
    return [f"still at epoch {held.epoch}, {held.release[:12]}"]
