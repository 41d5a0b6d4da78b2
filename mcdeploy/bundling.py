"""A judged model becomes a release: packaged for every target, proven, named.

What an apply and `mcdeploy package` have in common.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from mcdeploy import bundled, judge, package, parity
from mcdeploy.domain import (
    Began,
    Bundle,
    Certificate,
    Content,
    Listener,
    Model,
    Packaging,
    Parity,
    quiet,
)
from mcdeploy.judge import Judged
from mcdeploy.manifest import BundledModel, Manifest

Packages = Mapping[Packaging, Mapping[str, Content]]

TRAVELLING = ("README.md", "report.html", "report.json")
"""The documents that lie in every package, where the users of its service look."""


def bundle(
    manifest: Manifest, model: Model, judged: Judged, waiver: str = "", listener: Listener = quiet
) -> Bundle:
    """Package the model for every target, have each package answer beside the model itself, and
    name the release. Moves nothing; the same inputs give the same release.

    What was compared with another release stays out: it may be another one tomorrow.

    Raises `ModelError` when a target's package cannot be made of the model, `EnvironmentMissing`
    when what makes it cannot be installed here, and `ParityError` when a package does not answer
    as the model does, and must.
    """
    name, lasting = manifest.name, judged.lasting
    asked = {target.name: target.package for target in manifest.targets}
    listener(Began("package", _listed(asked.values())))
    documents = judge.documents(lasting, model, name, waiver)
    packages = _packages(name, model, asked.values(), documents, listener)
    proven = _proven(manifest, model, packages, listener)
    certificates = {target: proven[kind] for target, kind in asked.items()}
    parity.enforce(certificates, manifest.parity.mode, model.form)
    report = judge.documents(lasting, model, name, waiver, certificates)
    return package.assemble(
        name, asked, packages, certificates, report, judged.headline, model.lineage, waiver
    )


def _listed(kinds: Iterable[Packaging]) -> str:
    return ", ".join(sorted({f"{kind.kind} {kind.runtime}".strip() for kind in kinds}))


def _packages(
    name: str,
    model: Model,
    kinds: Iterable[Packaging],
    documents: Mapping[str, bytes],
    listener: Listener,
) -> Packages:
    """One of each kind, with the documents in it. Its certificate cannot be among them: it is of
    the very bytes that are released."""
    travelling = {path: documents[path] for path in TRAVELLING if path in documents}
    core = package.Core(name, model, travelling, listener)
    return {kind: package.lay_out(core, kind) for kind in dict.fromkeys(kinds)}


def _proven(
    manifest: Manifest, model: Model, packages: Packages, listener: Listener
) -> Mapping[Packaging, Certificate]:
    wish = manifest.parity
    if wish.mode is Parity.OFF:
        return {
            kind: Certificate(kind, reason=f"nobody was asked: {wish.reason}") for kind in packages
        }
    listener(Began("parity", "each package is loaded by its service's own code, and asked"))
    with TemporaryDirectory(prefix="mcdeploy-") as place:
        there = [
            _there(kind, contents, model, Path(place, str(number)))
            for number, (kind, contents) in enumerate(packages.items())
        ]
        ours = isinstance(manifest.model, BundledModel)
        called = parity.EVALUATED if ours else parity.GIVEN
        found = parity.certificates(
            there, model.rows, model.answer, bundled.predictor, listener, called
        )
    return {kind: _excused(one, wish.reason) for kind, one in found.items()}


def _there(
    kind: Packaging, contents: Mapping[str, Content], model: Model, folder: Path
) -> parity.Package:
    """The package in a folder, where somebody will load it."""
    found = parity.Package(folder, kind, model.form)
    if not found.silent:
        package.write(contents, folder)
    return found


def _excused(one: Certificate, reason: str) -> Certificate:
    """With why a failure stops nothing."""
    return one if one.passed else replace(one, reason=reason)
