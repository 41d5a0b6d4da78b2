"""A small world: three clouds in memory, a model of a few bytes, and faults at will."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mcdeploy.catalog import find
from mcdeploy.deployment import Deployment
from mcdeploy.domain import Criteria, Listener, Policy, Residency, Target, Weights, quiet
from mcdeploy.errors import NotFound
from mcdeploy.manifest import Manifest, OwnModel
from mcdeploy.records.keys import Keys
from mcdeploy.store.contract import Store
from mcdeploy.store.digest import digest
from mcdeploy.store.objects import get
from mcdeploy.testing.memory import MemoryStore

REGIONS = {"aws": "us-east-1", "gcp": "europe-west1", "azure": "japaneast"}

Wrap = Callable[[Store], Store]


def target(provider: str) -> Target:
    region = REGIONS[provider]
    place = find(f"{provider}:{region}").place
    return Target(provider, provider, f"{provider}://bucket", region, place=place)


def bare(store: Store) -> Store:
    return store


@dataclass
class World:
    """Stores that outlive every apply; `wrap` stands between them and mcdeploy."""

    folder: Path
    stores: dict[str, MemoryStore] = field(
        default_factory=lambda: {name: MemoryStore(name) for name in REGIONS}
    )

    def model(self, **files: bytes) -> OwnModel:
        """A model of these files, in a folder of their own."""
        home = self.folder / str(digest(files.values()).checksums().sha256)
        home.mkdir(exist_ok=True)
        for name, data in files.items():
            (home / name).write_bytes(data)
        return OwnModel(Weights(home))

    def manifest(
        self,
        weights: bytes = b"one",
        required: int = 3,
        residency: Residency = Residency(),  # noqa: B008
    ) -> Manifest:
        return Manifest(
            name="demo",
            source=self.folder / "manifest.yaml",
            folder=self.folder,
            model=self.model(weights=weights, config=b"{}"),
            criteria=Criteria(),
            targets=tuple(target(name) for name in self.stores),
            required=required,
            policy=Policy.LATENCY,
            residency=residency,
        )

    def deployment(
        self, manifest: Manifest, wrap: Wrap = bare, listener: Listener = quiet
    ) -> Deployment:
        return Deployment(manifest, listener, lambda where: wrap(self.stores[where.name]))

    def pointer(self, name: str) -> bytes | None:
        """What a reader resolves on that target."""
        try:
            return get(self.stores[name], Keys("", "demo").pointer("live"))[0]
        except NotFound:
            return None

    def keys(self, name: str) -> list[str]:
        return [stat.key for stat in self.stores[name].list("")]
