"""What a deployment costs a month, as a bill."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mcdeploy.catalog.bill import Charge, Usage, charges
from mcdeploy.clouds import Clouds, Connect, connect, opened
from mcdeploy.domain import Health, Pointer, Policy
from mcdeploy.errors import UsageError, gravest
from mcdeploy.live import dark, latest, lit, readable
from mcdeploy.manifest import Manifest, OwnModel
from mcdeploy.operations.route import origin_of, routed
from mcdeploy.own.files import files
from mcdeploy.store.ask import ask

BESIDES = 3
"""Objects that a reader asks for besides the model's files: the pointer, `release.json` and its
signature."""

NO_READS = (
    "nobody reads it in this bill: `traffic: {reads_per_month: …}` in the manifest says how often"
)
NOT_LIVE = (
    "nothing is live yet: this is of the model's files as they are; packages and the report of the"
    " evaluation come on top"
)


@dataclass(frozen=True, slots=True)
class Bill:
    """A month of a deployment's channel, at the prices of the manifest, else at list prices.

    `dark` maps each target that could not be read, and is not in the bill, to the reason; `notes`
    are sentences for the person who reads it.
    """

    deployment: str
    channel: str
    charges: tuple[Charge, ...]
    dark: Mapping[str, str]
    notes: tuple[str, ...]

    @property
    def dollars(self) -> float:
        return sum(charge.dollars for charge in self.charges)


def cost(manifest: Manifest, *, connect: Connect = connect) -> Bill:
    """The bill of what lies on the targets now: all that is below the deployment's name there, and
    the reads that the manifest expects, each from the target to which `route` would send it. Writes
    nothing, trains nothing; before anything is live, a model that is a path is reckoned with as it
    lies there. What an apply costs once is in its plan.

    Raises `UsageError` when nothing is live and the model is no path, `ResidencyError` when the
    data may not go to the readers, and when no target can be read `Unavailable`, or the gravest
    reason.
    """
    origin_of(manifest, manifest.traffic.origin)  # P6: before anybody is asked
    with opened(manifest.name, manifest.targets, connect) as clouds:
        seen = readable(clouds, manifest.channel)
        usage, errors = ask(
            clouds.only(lit(seen)).stores,
            lambda name, _: _stored(clouds, name, seen[name].pointer),
        )
    if not usage:
        raise gravest(errors.values())
    unread = {**dark(seen), **{name: error.what for name, error in errors.items()}}
    notes: tuple[str, ...] = () if manifest.traffic.reads_per_month else (NO_READS,)
    if latest(seen) is None:
        usage, notes = _from_files(manifest, usage), (NOT_LIVE, *notes)
    lines = _charges(manifest, _read(manifest, usage))
    return Bill(manifest.name, manifest.channel, tuple(lines), unread, notes)


def _stored(clouds: Clouds, name: str, pointer: Pointer | None) -> Usage:
    """What lies on a target: in the folder of the release that its pointer names, and beside it."""
    keys = clouds.keys[name]
    folder = keys.release(pointer.release) if pointer else None
    sizes = {stat.key: stat.size for stat in clouds.stores[name].list(keys.root)}
    live = [size for key, size in sizes.items() if folder and key.startswith(folder)]
    rest = sum(sizes.values()) - sum(live)
    return Usage(sum(live), rest, requests=len(live) + 1 if live else 0)


def _from_files(manifest: Manifest, usage: Mapping[str, Usage]) -> dict[str, Usage]:
    """As if the model's files were live on these targets. Raises `UsageError`."""
    model = manifest.model
    if not isinstance(model, OwnModel) or not isinstance(model.weights.origin, Path):
        raise UsageError(
            manifest.name,
            "nothing is live yet, and how large the model will be is not known",
            remedy="`mcdeploy plan` makes it, and says what it costs a month",
        )
    found = files(model.weights.origin).values()
    size = sum(file.stat().st_size for file in found)
    return {
        name: replace(held, live=size, requests=len(found) + BESIDES)
        for name, held in usage.items()
    }


def _read(manifest: Manifest, usage: Mapping[str, Usage]) -> dict[str, Usage]:
    """With how often each is read in a month."""
    without = [target.name for target in manifest.targets if not _serves(usage.get(target.name))]
    route = routed(manifest, manifest.traffic.origin, dict.fromkeys(without, Health.DARK))
    serving = [choice.target for choice in route.choices if choice.health is not Health.DARK]
    shares = _shares(manifest, serving)
    reads = manifest.traffic.reads_per_month
    return {name: replace(held, reads=reads * shares.get(name, 0)) for name, held in usage.items()}


def _serves(held: Usage | None) -> bool:
    return held is not None and held.live > 0


def _shares(manifest: Manifest, serving: Sequence[str]) -> dict[str, float]:
    """By target its share of the reads: by weight, or all to the first."""
    if manifest.policy is not Policy.WEIGHTED:
        return dict.fromkeys(serving[:1], 1.0)
    weights = {one.name: one.weight for one in manifest.targets if one.name in serving}
    total = sum(weights.values())
    return {name: weight / total if total else 1 / len(weights) for name, weight in weights.items()}


def _charges(manifest: Manifest, usage: Mapping[str, Usage]) -> Iterator[Charge]:
    for target in manifest.targets:
        if target.name in usage:
            yield from charges(target, usage[target.name], manifest.traffic.origin)
