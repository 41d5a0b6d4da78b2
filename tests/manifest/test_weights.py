"""Weights that you bring, as the manifest says it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mcdeploy.domain import Mlflow, Remote, Weights
from mcdeploy.manifest import Manifest, OwnModel

Load = Callable[..., tuple[Manifest, ...]]
Problems = Callable[..., list[str]]


def own(good: str, model: str) -> str:
    text = good.replace("{bundled: logistic-regression, data: digits}", f"{{{model}}}")
    return f"{text}parity: {{rows: r.csv}}\n"


@pytest.mark.parametrize(
    ("model", "weights"),
    [
        ("path: /w", Weights(Path("/w"))),
        ("path: /w, trust: {allow_unsafe_format: true}", Weights(Path("/w"), unsafe=True)),
        ("path: /w, unpack: true", Weights(Path("/w"), unpack=True)),
        (
            "path: /w, versions: {scikit-learn: 1.9.1}, reemit: true",
            Weights(Path("/w"), versions={"scikit-learn": "1.9.1"}, reemit=True),
        ),
        (
            "path: /w, versions: {scikit-learn: '1.4'}",
            Weights(Path("/w"), versions={"scikit-learn": "1.4"}),
        ),
        ("uri: s3://bucket/key", Weights(Remote("s3://bucket/key"))),
        ("uri: gs://bucket/a/folder/", Weights(Remote("gs://bucket/a/folder/"))),
        ("uri: az://account/container/key", Weights(Remote("az://account/container/key"))),
        (
            f"uri: 'https://h/m?key=1', sha256: {'a' * 64}",
            Weights(Remote("https://h/m?key=1", "a" * 64)),
        ),
        ("mlflow: models:/flowers/3", Weights(Mlflow("models:/flowers/3"))),
        (
            "mlflow: runs:/0a1b/model, reemit: true",
            Weights(Mlflow("runs:/0a1b/model"), reemit=True),
        ),
        ("mlflow: /m", Weights(Mlflow(Path("/m")))),
    ],
)
def test_where_weights_are(loaded: Load, good: str, model: str, weights: Weights) -> None:
    [manifest] = loaded(own(good, model))
    assert manifest.model == OwnModel(weights)


def test_relative_paths_start_at_the_manifest(loaded: Load, good: str, folder: Path) -> None:
    [manifest] = loaded(own(good, "mlflow: models"))
    assert manifest.model == OwnModel(Weights(Mlflow(folder / "models")))


@pytest.mark.parametrize(
    ("model", "problem"),
    [
        ("path: /w, uri: s3://b/k", "4:19: model.uri: path says already where the model is"),
        ("mlflow: /m, path: /w", "4:9: model.mlflow: path says already where the model is"),
        ("path: null", "4:8: model: give one of path, uri, mlflow"),
        (f"path: /w, sha256: {'a' * 64}", "4:19: model.sha256: is of the file at `uri`"),
        ("uri: 'https://h/m', sha256: abc", "4:37: model.sha256: must be a SHA-256: 64"),
        ("mlflow: /m, unpack: true", "4:21: model.unpack: an MLflow model is a folder"),
        ("path: /w, reemit: true", "4:19: model.reemit: needs `versions: {scikit-learn"),
        (
            "path: /w, versions: {scikit-learn: 1.9}",
            "model.versions.scikit-learn: must be a string",
        ),
        (
            "path: /w, versions: {scikit-learn: latest}",
            "4:44: model.versions.scikit-learn: must be a version",
        ),
        ("path: /w, versions: {scikitlearn: 1.9.1}", "unknown key; did you mean scikit-learn?"),
        ("path: /w, trust: {allow_unsafe_formats: true}", "did you mean allow_unsafe_format?"),
        ("path: /w, trust: {allow_unsafe_format: maybe}", "must be true or false"),
        ("path: /w, trust: true", "4:26: model.trust: must be a mapping"),
        ("path: /w, remit: true", "unknown key; did you mean reemit?"),
        ("path: ../w", "4:15: model.path: climbs out"),
        ("mlflow: ../w", "4:17: model.mlflow: climbs out"),
        ("uri: http://h/m", "4:14: model.uri: must be s3://BUCKET/KEY"),
        ("uri: s3://bucket", "4:14: model.uri: must be s3://BUCKET/KEY"),
        ("uri: az://account/container", "4:14: model.uri: must be s3://BUCKET/KEY"),
        ("uri: 's3://b/a b'", "4:14: model.uri: must be s3://BUCKET/KEY"),
        ("uri: s3://b/a/../c", "4:14: model.uri: has no empty, . or .. segments"),
        ("uri: s3://b/a//c", "4:14: model.uri: has no empty, . or .. segments"),
        ("uri: 'https://me:pass@h/m'", "4:14: model.uri: has no user"),
        ("uri: 's3://b/k?x=1'", "4:14: model.uri: has no query"),
        ("bundled: logistic-regression, data: digits, uri: s3://b/k", "model.uri: unknown key"),
    ],
)
def test_p8_what_does_not_go_together(
    problems: Problems, good: str, model: str, problem: str
) -> None:
    [found] = problems(own(good, model))
    assert problem in found


def test_a_uri_from_the_environment_is_not_shown(problems: Problems, good: str) -> None:
    [found] = problems(own(good, "uri: '${URL}'"), {"URL": "s3://hunter2"})
    assert found.startswith("4:14: model.uri: ")
    assert "hunter2" not in found
