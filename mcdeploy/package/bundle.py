"""Put a release together: every target's files, hashed once, named by what they are."""

from collections.abc import Mapping

from mcdeploy.domain import Bundle, Certificate, Content, File, Packaging
from mcdeploy.package.hashed import hashed
from mcdeploy.records import release

Contents = Mapping[str, Content]


def assemble(
    deployment: str,
    targets: Mapping[str, Packaging],
    packages: Mapping[Packaging, Contents],
    certificates: Mapping[str, Certificate],
    report: Mapping[str, bytes],
    evaluation: Mapping[str, float],
    lineage: Mapping[str, str],
    waiver: str = "",
) -> Bundle:
    """Give each of the `targets` its package and the report, and name the release; `certificates`
    are by target, `waiver` is the reason for which gates were allowed to fail.

    Each package is read and hashed once, however many targets get it. Equal inputs give an equal
    release. Raises `ModelError` when a file of the model cannot be read.
    """
    documents = {f"evaluation/{path}": data for path, data in report.items()}
    contents = {kind: {**files, **documents} for kind, files in packages.items()}
    files = {kind: _files(whole) for kind, whole in contents.items()}
    named = release.build(
        deployment,
        {target: files[kind] for target, kind in targets.items()},
        evaluation,
        lineage,
        waiver,
        certificates,
    )
    return Bundle(named, {target: contents[kind] for target, kind in targets.items()})


def _files(contents: Contents) -> tuple[File, ...]:
    return tuple(_file(path, contents[path]) for path in sorted(contents))


def _file(path: str, content: Content) -> File:
    whole = hashed(content, path)
    return File(path, whole.size, whole.checksums())
