"""A package for each target's own service, proven before anything moves, and asked again there."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pytest

from mcdeploy import deploy, judge
from mcdeploy.clouds import opened
from mcdeploy.domain import (
    PLAIN,
    Answer,
    Answers,
    Began,
    Certificate,
    Event,
    Kind,
    Listener,
    Model,
    Packaging,
    Parity,
    quiet,
)
from mcdeploy.errors import IntegrityError, ParityError, Unavailable, UsageError
from mcdeploy.manifest import BundledModel, Manifest
from mcdeploy.manifest.value import ParityWish
from mcdeploy.records.keys import Keys
from mcdeploy.replica import examine
from mcdeploy.signature import trust
from mcdeploy.signature.folder import verify
from mcdeploy.store.contract import Reading, Store, Version
from mcdeploy.store.objects import get
from mcdeploy.store.trace import Call, Traced
from mcdeploy.store.wrapper import Wrapper
from mcdeploy.testing.faults import Dark
from tests.world import World, Wrap

if TYPE_CHECKING:
    from numpy.typing import NDArray

ONNX = Packaging(Kind.ONNX, "onnxruntime-1.32")
VERTEX = Packaging(Kind.VERTEX, "sklearn-1.6")
T = TypeVar("T")

PACKAGES = {"aws": ONNX, "gcp": VERTEX, "azure": PLAIN}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def manifest(world: World) -> Manifest:
    """The bundled model for three targets, a package of another kind for each."""
    plain = world.manifest()
    targets = tuple(replace(target, package=PACKAGES[target.name]) for target in plain.targets)
    return replace(plain, model=BundledModel("iris", "softmax", 7), targets=targets)


class Rotten(Wrapper):
    """A store in which every file of a package rots when it is read back."""

    def read(
        self, key: str, start: int = 0, length: int | None = None, version: Version | None = None
    ) -> Reading:
        reading = super().read(key, start, length, version)
        if "/model/" not in key:
            return reading
        return replace(reading, chunks=(bytes(len(chunk)) for chunk in reading.chunks))


def rotten(target: str) -> Wrap:
    return lambda store: Rotten(store) if store.name == target else store


def read(world: World, target: str, path: str) -> bytes:
    """A file of the release that is live there."""
    live = world.pointer(target)
    assert live is not None
    key = Keys("", "demo").file(str(json.loads(live)["release"]), path)
    return get(world.stores[target], key)[0]


def model_files(world: World, target: str) -> set[str]:
    """What the target's service loads, by path below `model/`."""
    return {key.partition("/model/")[2] for key in world.keys(target) if "/model/" in key}


def turned(answer: Answer) -> Answer:
    """A model that takes each class for the next one."""

    def other(rows: "NDArray[np.float64]") -> Answers:
        said = answer(rows)
        names = [*said.classes[1:], said.classes[0]]
        labels = np.array([names[said.classes.index(label)] for label in said.labels])
        return Answers(said.classes, labels, said.probabilities)

    return other


@pytest.fixture
def another(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model itself says something else than its packages, which are what they should be."""
    real = judge.model

    def model(manifest: Manifest, listener: Listener = quiet) -> Model:
        made = real(manifest, listener)
        assert made.answer is not None
        return replace(made, answer=turned(made.answer))

    monkeypatch.setattr(judge, "model", model)


def test_p4_each_target_gets_what_its_service_loads_and_a_certificate(
    world: World, manifest: Manifest
) -> None:
    world.deployment(manifest).apply()
    release = json.loads(read(world, "aws", "release.json"))
    assert {name: one["package"] for name, one in release["parity"].items()} == {
        "aws": "onnx",
        "gcp": "vertex",
        "azure": "plain",
    }
    for one in release["parity"].values():
        assert one["rows"] > one["evaluated"] == 30
        assert (one["labels"], one["tolerance"]) == (0, 1e-12)
        assert one["difference"] <= 1e-12
    assert {name: model_files(world, name) for name in PACKAGES} == {
        "aws": {"README.md", "evaluation/report.html", "evaluation/report.json"}
        | {"model.json", "model.onnx"},
        "gcp": {"README.md", "evaluation/report.html", "evaluation/report.json"}
        | {"model.json", "model.joblib"},
        "azure": {"model.json"},
    }


def test_p4_the_report_and_status_tell_the_certificates(world: World, manifest: Manifest) -> None:
    deployment = world.deployment(manifest)
    deployment.apply()
    report = json.loads(read(world, "gcp", "evaluation/report.json"))
    assert [(one["target"], one["passed"]) for one in report["parity"]] == [
        ("aws", True),
        ("azure", True),
        ("gcp", True),
    ]
    told = {one.target: one.certificate for one in deployment.status().targets}
    assert {name: one.package for name, one in told.items() if one} == PACKAGES


def test_p5_applied_twice_nothing_is_written(world: World, manifest: Manifest) -> None:
    deployment = world.deployment(manifest)
    deployment.apply()
    assert deployment.apply().plan.empty


@pytest.mark.usefixtures("another")
def test_p4_a_package_that_says_something_else_is_not_released(
    world: World, manifest: Manifest
) -> None:
    with pytest.raises(ParityError, match="does not answer as the model does") as caught:
        world.deployment(manifest).apply()
    assert "labels differ" in caught.value.what
    assert caught.value.remedy
    assert all(not world.keys(name) for name in PACKAGES)


@pytest.mark.usefixtures("another")
def test_a_failure_is_recorded_where_that_is_enough(world: World, manifest: Manifest) -> None:
    wish = ParityWish(Parity.REPORT, "we know of it")
    world.deployment(replace(manifest, parity=wish, deep=True)).apply()
    release = json.loads(read(world, "aws", "release.json"))
    assert "labels differ" in release["parity"]["aws"]["failure"]
    assert release["parity"]["aws"]["reason"] == "we know of it"


def test_nobody_is_asked_where_that_was_said(manifest: Manifest) -> None:
    wish = ParityWish(Parity.OFF, "air-gapped")
    bundle = deploy.build(replace(manifest, parity=wish))
    assert bundle.release.certificates == {
        name: Certificate(kind, reason="nobody was asked: air-gapped")
        for name, kind in PACKAGES.items()
    }


def test_files_that_nobody_loads_say_so(world: World) -> None:
    bundle = deploy.build(world.manifest())
    for one in bundle.release.certificates.values():
        assert (one.rows, one.passed) == (0, True)
        assert "no service loads it" in one.reason


def test_p4_deep_reads_every_replica_back_from_its_own_target(
    world: World, manifest: Manifest
) -> None:
    calls: list[Call] = []
    stages: list[str] = []

    def listener(event: Event) -> None:
        if isinstance(event, Began):
            stages.append(event.stage)

    deep = replace(manifest, deep=True)
    world.deployment(deep, lambda store: Traced(store, calls.append), listener).apply()
    assert stages.index("replicate") < stages.index("verify") < stages.index("release")
    reads = [one for one in calls if one.operation == "read"]
    came = {(one.store, one.key.partition("/model/")[2]) for one in reads}
    for name in PACKAGES:
        assert {(name, path) for path in model_files(world, name)} <= came


def test_p4_a_replica_that_rots_behind_its_digest_is_found_by_deep_alone(
    world: World, manifest: Manifest
) -> None:
    deep = replace(manifest, deep=True)
    with pytest.raises(IntegrityError):
        world.deployment(deep, rotten("gcp")).apply()
    assert [world.pointer(name) for name in PACKAGES] == [None, None, None]
    world.deployment(manifest, rotten("gcp")).apply()
    assert None not in [world.pointer(name) for name in PACKAGES]


def test_p4_a_replica_with_other_headline_metrics_is_not_released(
    world: World, manifest: Manifest
) -> None:
    world.deployment(manifest).apply()
    made = deploy.build(manifest)
    assert made.model is not None
    assert made.model.answer is not None
    other = replace(made, model=replace(made.model, answer=turned(made.model.answer)))
    with opened("demo", manifest.targets, lambda target: world.stores[target.name]) as there:
        assert examine(made, there, quiet) == {}
        errors = examine(other, there, quiet)
    assert set(errors) == set(PACKAGES)
    assert all("its own replica says something else" in error.what for error in errors.values())


def test_p8_a_folder_for_packages_holds_nothing_else(
    world: World, manifest: Manifest, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    made = world.deployment(manifest).package(out)
    assert {name: folder.name for name, folder in made.folders.items()} == {
        name: name for name in PACKAGES
    }
    assert not any(world.keys(name) for name in PACKAGES)
    with pytest.raises(UsageError, match="holds something already"):
        world.deployment(manifest).package(out)


def test_a_package_on_this_machine_is_what_an_apply_lands(
    world: World, manifest: Manifest, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    made = world.deployment(manifest).package(out)
    world.deployment(manifest).apply()
    for name, folder in made.folders.items():
        prefix = Keys("", "demo").release(made.release)
        there = {
            key.removeprefix(prefix): read(world, name, key.removeprefix(prefix))
            for key in world.keys(name)
            if key.startswith(prefix)
        }
        here = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        assert here == there


class Torn(Wrapper):
    """A store that goes dark when the named file is read."""

    def __init__(self, inner: Store, path: str) -> None:
        super().__init__(inner)
        self._path = path
        self.dark = False

    def around(self, operation: str, key: str, call: Callable[[], T]) -> T:
        self.dark = self.dark or (operation == "read" and key.endswith(self._path))
        if self.dark:
            raise Unavailable(self.name, operation, "the cloud went dark")
        return call()


def test_p3_where_nobody_else_has_the_package_that_of_the_next_target_comes(
    world: World, manifest: Manifest, tmp_path: Path
) -> None:
    world.deployment(manifest).apply()
    best = world.deployment(manifest).route("aws:us-east-1").choices[0].target
    assert best == "aws"
    torn = {"aws": Torn(world.stores["aws"], "model/model.onnx")}
    out = tmp_path / "out"
    deployment = world.deployment(manifest, lambda store: torn.get(store.name, store))
    fetched = deployment.fetch(out, "aws:us-east-1")
    assert fetched.target != "aws"
    here = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert here == {file.path for file in fetched.files} | {"release.json", "release.sig.json"}
    assert set(verify(out, trust(manifest.signature)).files) == here - {"release.sig.json"}


def test_p3_what_several_hold_comes_from_any_of_them(
    world: World, manifest: Manifest, tmp_path: Path
) -> None:
    world.deployment(manifest).apply()
    torn = {"aws": Torn(world.stores["aws"], "evaluation/report.html")}
    deployment = world.deployment(manifest, lambda store: torn.get(store.name, store))
    assert deployment.report(tmp_path / "out").target == "aws"


def test_p3_a_target_whose_package_nobody_holds_waits_in_a_rollback(
    world: World, manifest: Manifest
) -> None:
    majority = replace(manifest, required=2)
    without = {"gcp": Dark(world.stores["gcp"])}
    dark = world.deployment(majority, lambda store: without.get(store.name, store))
    first = dark.apply()
    assert set(first.waiting) == {"gcp"}
    world.deployment(replace(majority, model=BundledModel("iris", "softmax", 8))).apply()
    outcome = world.deployment(majority).rollback(first.plan.release)
    assert set(outcome.landed) == {"aws", "azure"}
    assert "no target that answers holds model/" in outcome.waiting["gcp"]
    assert set(world.deployment(majority).apply().landed) == set(PACKAGES)
