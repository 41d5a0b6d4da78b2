"""What each target gets, and what it must prove first."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mcdeploy.catalog import runtime
from mcdeploy.domain import PLAIN, Kind, Packaging, Parity, RowsFile
from mcdeploy.errors import ManifestError
from mcdeploy.manifest import Manifest
from mcdeploy.manifest.value import ParityWish

Load = Callable[..., tuple[Manifest, ...]]

CLOUDS = """\
  - {name: us, provider: aws, region: us-east-1, bucket: models}
  - {name: be, provider: gcp, region: europe-west1, bucket: models}
  - {name: jp, provider: azure, region: japaneast, account: models, container: models}
  - {name: minio, provider: aws, endpoint: "https://s3.example.com", bucket: models}
"""
BUNDLED = "{bundled: logistic-regression, data: digits}"


def test_the_bundled_model_is_packaged_for_the_provider_s_own_service(
    loaded: Load, good: str
) -> None:
    [manifest] = loaded(good + CLOUDS)
    assert [target.package for target in manifest.targets] == [
        PLAIN,
        *(
            Packaging(kind, runtime.default(kind))
            for kind in (Kind.SAGEMAKER, Kind.VERTEX, Kind.AZUREML)
        ),
        PLAIN,
    ]


def test_files_that_nobody_looks_into_are_not(loaded: Load, good: str) -> None:
    [opaque] = loaded((good + CLOUDS).replace(BUNDLED, "{path: /w}"))
    assert {target.package for target in opaque.targets} == {PLAIN}


def test_a_target_says_what_it_wants(loaded: Load, good: str) -> None:
    [manifest] = loaded(
        good.replace("rack}", "rack, package: {kind: vertex, runtime: sklearn-1.4}}")
        + CLOUDS.replace("us-east-1,", "us-east-1, package: onnx,", 1)
    )
    rack, us, *_ = manifest.targets
    assert rack.package == Packaging(Kind.VERTEX, "sklearn-1.4")
    assert us.package == Packaging(Kind.ONNX, runtime.default(Kind.ONNX))


@pytest.mark.parametrize(
    ("written", "where", "what"),
    [
        ("sagemakr", "package", "did you mean sagemaker?"),
        ("{kind: vertex, runtime: sklearn-1.7}", "package.runtime", "one of sklearn-1.6"),
        ("{kind: plain, runtime: sklearn-1.6}", "package.runtime", "has no runtime"),
        ("{runtime: sklearn-1.6}", "package.kind", "this key is missing"),
    ],
)
def test_p8_a_package_that_there_is_not(
    loaded: Load, good: str, written: str, where: str, what: str
) -> None:
    with pytest.raises(ManifestError) as caught:
        loaded(good.replace("rack}", f"rack, package: {written}}}"))
    [problem] = caught.value.problems
    assert f"targets[0].{where}: " in problem
    assert what in problem


def test_parity_is_required_unless_there_is_a_reason(loaded: Load, good: str, folder: Path) -> None:
    assert loaded(good)[0].parity == ParityWish()
    told = "parity: {mode: report, reason: no licence, rows: r.csv, ignore: [id]}\n"
    rows = RowsFile(folder.resolve() / "r.csv", ("id",))
    [manifest] = loaded(good + told)
    assert manifest.parity == ParityWish(Parity.REPORT, "no licence", rows)
    for mode in ("report", "off"):
        with pytest.raises(ManifestError, match="needs a reason beside it"):
            loaded(good + f"parity: {{mode: {mode}}}\n")
    with pytest.raises(ManifestError, match="and there are none"):
        loaded(good + "parity: {ignore: [id]}\n")


def test_a_replica_is_asked_where_that_is_asked_for(loaded: Load, good: str) -> None:
    assert not loaded(good)[0].deep
    assert loaded(good + "replication: {verify: deep}\n")[0].deep


def test_every_runtime_of_the_catalogue_can_be_asked_for(loaded: Load, good: str) -> None:
    for kind in Kind:
        for one in runtime.runtimes(kind):
            told = f"rack, package: {{kind: {kind}, runtime: {one.name}}}}}"
            [manifest] = loaded(good.replace("rack}", told))
            assert manifest.targets[0].package == Packaging(kind, one.name)


@pytest.mark.parametrize(
    ("model", "package", "missing"),
    [
        ("{path: /w}", "plain", False),
        ("{path: /w}", "modelpack", False),
        ("{path: /w}", "onnx", True),
        ("{path: /w, versions: {scikit-learn: 1.9.1}, reemit: true}", "plain", True),
        (BUNDLED, "onnx", False),
    ],
)
def test_p8_packages_of_one_s_own_need_rows_to_be_asked_about(
    loaded: Load, good: str, model: str, package: str, missing: bool
) -> None:
    text = good.replace(BUNDLED, model).replace("rack}", f"rack, package: {package}}}")
    if missing:
        with pytest.raises(ManifestError, match=r"parity.rows: this key is missing"):
            loaded(text)
        loaded(text + "parity: {mode: report, reason: we know}\n")
        text += "parity: {rows: r.csv}\n"
    loaded(text)
