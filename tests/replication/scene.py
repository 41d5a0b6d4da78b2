"""Weights of one's own on their way to three emulators, over lines that a test counts on."""

import json
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import mcdeploy
from mcdeploy.domain import Event, Moved, Plan, Planned
from mcdeploy.records import pointer
from mcdeploy.records.keys import Keys
from mcdeploy.store import registry
from mcdeploy.store.contract import Store
from mcdeploy.store.objects import get
from tests.replication.line import Line, everything, unhurt

MIB = 2**20
THREE = {"aws": "us-east-1", "gcp": "europe-west1", "azure": "japaneast"}
KEYS = Keys("", "demo")
ENVELOPE = 2**12
"""Bytes that come with a content in one body, at the most: Google Cloud's metadata comes so."""


@dataclass(slots=True)
class Scene:
    """A folder with weights and a manifest, and by provider the line to its emulator. `told` are
    the events of all applies since they were forgotten."""

    folder: Path
    lines: Mapping[str, Line]
    name: str = field(default_factory=lambda: f"m{uuid4().hex[:12]}")
    told: list[Event] = field(default_factory=list)

    def weigh(self, **files: int | bytes) -> int:
        """Let the model have these files, of so many bytes or of these; how long it is then."""
        home = self.folder / "weights"
        home.mkdir(exist_ok=True)
        for name, one in files.items():
            (home / name).write_bytes(content(name, one) if isinstance(one, int) else one)
        return sum(map(len, self.weights.values()))

    @property
    def weights(self) -> dict[str, bytes]:
        """By path in the release."""
        home = self.folder / "weights"
        return {f"model/{one.name}": one.read_bytes() for one in home.iterdir()}

    def target(self, provider: str, region: str = "", suffix: str = "") -> dict[str, object]:
        """With a bucket of its own."""
        azure = provider == "azure"
        account = {"account": "models"} if azure else {}
        return {
            "name": provider + suffix,
            "provider": provider,
            "region": region or THREE[provider],
            "container" if azure else "bucket": self.name + suffix,
            "package": {"kind": "plain"},
            **account,
        }

    def deployment(self, *targets: Mapping[str, object], **more: object) -> mcdeploy.Deployment:
        """What the manifest declares, to all three clouds unless it is said otherwise. The buckets
        are there."""
        document = {
            "apiVersion": "mcdeploy/v1",
            "kind": "Deployment",
            "name": KEYS.deployment,
            "model": {"path": "./weights"},
            "targets": targets or [self.target(provider) for provider in THREE],
            **more,
        }
        (self.folder / "manifest.yaml").write_text(json.dumps(document))
        (deployment,) = mcdeploy.load(self.folder / "manifest.yaml")
        deployment.create_buckets()
        return deployment.listening(self.told.append)

    @property
    def plan(self) -> Plan:
        """That of the last apply."""
        return [event.plan for event in self.told if isinstance(event, Planned)][-1]

    def sent(self, target: str) -> int:
        """Bytes, as the listener was told."""
        moved = (event for event in self.told if isinstance(event, Moved))
        return sum(event.size for event in moved if event.target == target and event.sent)

    def mend(self) -> None:
        """Let everything pass unhurt, and count from here."""
        self.told.clear()
        for line in self.lines.values():
            line.admit, line.harm = everything, unhurt
            line.forget()


def content(seed: object, size: int) -> bytes:
    return random.Random(str(seed)).randbytes(size)  # noqa: S311


@contextmanager
def looked_at(deployment: mcdeploy.Deployment) -> Iterator[dict[str, Store]]:
    """Its stores by target, past everything that mcdeploy puts around them."""
    targets = deployment.manifest.targets
    stores = {one.name: registry.provider(one.provider).open(one) for one in targets}
    try:
        yield stores
    finally:
        for store in stores.values():
            store.close()


def model(store: Store) -> dict[str, bytes]:
    """What a reader finds of the live release's model, by path."""
    live = pointer.decode(get(store, KEYS.pointer("live"))[0], store.name).release
    folder = KEYS.release(live)
    return {
        stat.key.removeprefix(folder): get(store, stat.key)[0]
        for stat in store.list(f"{folder}model/")
    }


def landed(scene: Scene, deployment: mcdeploy.Deployment) -> bool:
    """Whether all targets have the weights, and nothing that nobody finished."""
    with looked_at(deployment) as stores:
        return all(model(store) == scene.weights for store in stores.values()) and not any(
            list(store.uploads("")) for store in stores.values() if store.capabilities.lists_uploads
        )
