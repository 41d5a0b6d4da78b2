"""Put a release together: every target's files, hashed once, named by what they are."""

from collections.abc import Mapping

from mcdeploy.domain import Bundle, Content, File, Model
from mcdeploy.errors import ModelError
from mcdeploy.package.layouts import plain
from mcdeploy.records import release
from mcdeploy.store.digest import chunks, digest


def assemble(
    deployment: str,
    targets: tuple[str, ...],
    model: Model,
    report: Mapping[str, bytes],
    evaluation: Mapping[str, float],
    waiver: str = "",
) -> Bundle:
    """Package the model and its report for each target, and name the release; `waiver` is the
    reason for which gates were allowed to fail.

    Each content is read and hashed once, however many targets get it. Equal inputs give an equal
    release. Raises `ModelError` when a file of the model cannot be read.
    """
    contents: dict[str, Content] = dict(plain.lay_out(model))
    contents |= {f"evaluation/{path}": data for path, data in report.items()}
    files = tuple(_file(path, contents[path]) for path in sorted(contents))
    packages = dict.fromkeys(targets, files)
    named = release.build(deployment, packages, evaluation, model.lineage, waiver)
    return Bundle(named, dict.fromkeys(targets, contents))


def _file(path: str, content: Content) -> File:
    try:
        whole = digest(chunks(content))
    except OSError as error:
        raise ModelError(
            path, f"cannot be read: {error.strerror}", remedy="make the file readable"
        ) from error
    return File(path, whole.size, whole.checksums())
