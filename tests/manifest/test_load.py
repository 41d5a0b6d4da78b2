"""Manifests that are right: what the stages get."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mcdeploy import catalog
from mcdeploy.domain import (
    Criteria,
    CsvData,
    Gate,
    Identity,
    Policy,
    Residency,
    Signing,
    Weights,
)
from mcdeploy.errors import ManifestError
from mcdeploy.manifest import BundledModel, Manifest, OwnModel, load

Load = Callable[..., tuple[Manifest, ...]]


def test_what_may_be_left_out(loaded: Load, good: str, folder: Path) -> None:
    [manifest] = loaded(good)
    assert manifest.model == BundledModel("digits", "auto", 0)
    assert (manifest.criteria, manifest.required) == (Criteria(), 1)
    assert (manifest.policy, manifest.residency) == (Policy.LATENCY, Residency())
    assert (manifest.channel, manifest.source) == ("live", folder / "m.yaml")
    assert manifest.folder == folder.resolve()


def test_everything_that_may_be_said(loaded: Load, good: str) -> None:
    [manifest] = loaded(
        good.replace("digits}", "wine, strategy: softmax, seed: 7}")
        + "channel: canary\n"
        + "evaluation: {gates: [{metric: recall, min: 0.5, max: 1, class: class_1}]}\n"
        + "routing: {policy: weighted}\nresidency: {allow: [EU, ch], deny: [us]}\n"
    )
    assert manifest.model == BundledModel("wine", "softmax", 7)
    assert manifest.criteria == Criteria((Gate("recall", 0.5, 1.0, "class_1"),), seed=7)
    assert (manifest.channel, manifest.policy) == ("canary", Policy.WEIGHTED)
    assert manifest.residency == Residency(frozenset({"eu", "ch"}), frozenset({"us"}))


def test_paths_are_anchored_at_the_folder(loaded: Load, good: str, folder: Path) -> None:
    [table] = loaded(good.replace("data: digits", "data: {csv: d/a.csv, label: kind}"))
    assert table.model == BundledModel(CsvData(folder / "d/a.csv", "kind"), "auto", 0)
    [own] = loaded(good.replace("{bundled: logistic-regression, data: digits}", "{path: /w}"))
    assert own.model == OwnModel(Weights(Path("/w")))


def test_a_target_in_a_public_region(loaded: Load, good: str) -> None:
    line = (
        "  - {name: us, provider: aws, region: us-east-1, bucket: models, prefix: a/b, weight: 2}"
    )
    [manifest] = loaded(good + line)
    rack, target = manifest.targets
    assert (target.name, target.provider, target.region) == ("us", "aws", "us-east-1")
    assert (target.prefix, target.weight, target.public) == ("a/b", 2.0, True)
    assert (target.location, target.settings["bucket"]) == ("s3://models", "models")
    assert target.place == catalog.find("aws:us-east-1").place
    assert (rack.place, rack.public) == (None, False)


def test_who_signs_and_who_is_trusted(loaded: Load, good: str, folder: Path) -> None:
    assert loaded(good)[0].signature == Signing()
    [manifest] = loaded(
        good
        + "signature: {key: /k, trust: [keys/a.pub], mode: required,"
        + " identities: [{subject: a@b.example, issuer: https://issuer.example}]}"
    )
    assert manifest.signature == Signing(
        Path("/k"),
        (folder / "keys/a.pub",),
        (Identity("a@b.example", "https://issuer.example"),),
    )
    [nobody] = loaded(good + "signature: {mode: off}")
    assert not nobody.signature.required
    with pytest.raises(ManifestError, match="there is none"):
        loaded(good + "signature: {key: k, keyless: true}")


def test_a_rack_says_itself_where_it_is(loaded: Load, good: str) -> None:
    [manifest] = loaded(good.replace("rack}", "rack, country: NO, coordinates: [59.9, 10.7]}"))
    assert manifest.targets[0].place == catalog.place("no", 59.9, 10.7)


@pytest.mark.parametrize(("require", "required"), [("all", 3), ("majority", 2), ("1", 1)])
def test_how_many_are_required(loaded: Load, good: str, require: str, required: int) -> None:
    more = "".join(f"  - {{name: r{n}, provider: local, path: r{n}}}\n" for n in range(2))
    [manifest] = loaded(f"{good}{more}replication: {{require: {require}}}")
    assert manifest.required == required


def test_the_environment_gives_strings_and_numbers(loaded: Load, good: str) -> None:
    text = good.replace("digits}", 'digits, seed: "${SEED}"}').replace(
        "path: rack", "path: $${x}-$a"
    )
    text = text.replace("path: $${x}-$a", 'path: "$${x}-${WHERE}"')
    [manifest] = loaded(text, {"SEED": "12", "WHERE": "no: [yaml]"})
    assert isinstance(manifest.model, BundledModel)
    assert manifest.model.seed == 12
    assert str(manifest.targets[0].settings["path"]).endswith("/${x}-no: [yaml]")


def test_several_documents_and_a_folder_of_files(good: str, tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(good)
    (tmp_path / "a.yml").write_text(
        good.replace("name: digits", "name: one")
        + "---\n"
        + good.replace("name: digits", "name: two")
    )
    found = [(manifest.name, manifest.source.name) for manifest in load(tmp_path, {})]
    assert found == [("one", "a.yml"), ("two", "a.yml"), ("digits", "b.yaml")]


def test_a_deployment_is_described_once(good: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("\n" + good)
    (tmp_path / "b.yaml").write_text(good)
    with pytest.raises(ManifestError) as caught:
        load(tmp_path, {})
    assert caught.value.problems == (
        f"{tmp_path}/b.yaml:3:7: name: another deployment of this name is in {tmp_path}/a.yaml:4",
    )
