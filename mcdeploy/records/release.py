"""`release.json`: what belongs to a release, for all its targets.

It holds no time and no host name, so the same inputs give the same bytes, and its SHA-256 is the
release's name.
"""

import hashlib
from collections.abc import Mapping

from mcdeploy.domain import UNPROVEN, Certificate, Checksums, File, Release
from mcdeploy.errors import IntegrityError
from mcdeploy.records import canonical, certificate, shape
from mcdeploy.records.keys import RELEASE, SIGNATURE

SCHEMA = "mcdeploy/release/v1"


def build(
    deployment: str,
    packages: Mapping[str, tuple[File, ...]],
    evaluation: Mapping[str, float],
    lineage: Mapping[str, str],
    waiver: str = "",
    certificates: Mapping[str, Certificate] = UNPROVEN,
) -> Release:
    """Name a release. `packages` maps each target to its files, `release.json` not among them. A
    `waiver` and `certificates`, by target, stand in the document only where there are any."""
    content: dict[str, object] = {
        "schema": SCHEMA,
        "deployment": deployment,
        "packages": {
            target: [_file_document(file) for file in sorted(files, key=lambda f: f.path)]
            for target, files in packages.items()
        },
        "evaluation": dict(evaluation),
        "lineage": dict(lineage),
    }
    proofs = {target: certificate.encode(one) for target, one in certificates.items()}
    told = {"waiver": waiver, "parity": proofs}
    document = canonical.encode(content | {name: one for name, one in told.items() if one})
    return parse(hashlib.sha256(document).hexdigest(), document, deployment)


def parse(release: str, document: bytes, who: str) -> Release:
    """Read a `release.json` that must be the one named `release`.

    Raises `IntegrityError` when its bytes are not those that the name demands, or are no release
    that this version can read: the digest says that nobody changed them, not who wrote them.
    """
    found = hashlib.sha256(document).hexdigest()
    if found != release:
        raise IntegrityError(
            who,
            f"release.json of {release[:12]} has the digest {found[:12]}",
            remedy="fetch from another target, and look at who wrote to this bucket",
        )
    try:
        return _parse(release, document)
    except ValueError as error:
        raise IntegrityError(
            who,
            f"release.json of {release[:12]} cannot be read: {error}",
            remedy="use the version of mcdeploy that wrote it; otherwise look at who wrote to this"
            " bucket",
        ) from error


def _parse(release: str, document: bytes) -> Release:
    content = shape.document(document, SCHEMA)
    packages = shape.mapping(content.get("packages"), "`packages`")
    evaluation = shape.mapping(content.get("evaluation"), "`evaluation`")
    lineage = shape.mapping(content.get("lineage"), "`lineage`")
    parity = shape.mapping(content.get("parity", {}), "`parity`")
    return Release(
        id=release,
        deployment=shape.text(content.get("deployment"), "`deployment`"),
        packages={target: _package(files) for target, files in packages.items()},
        evaluation={name: shape.number(value, name) for name, value in evaluation.items()},
        lineage={name: shape.text(value, name) for name, value in lineage.items()},
        document=document,
        waiver=shape.text(content.get("waiver", ""), "`waiver`"),
        certificates={target: certificate.decode(one) for target, one in parity.items()},
    )


def _file_document(file: File) -> dict[str, object]:
    sums = file.checksums
    return {
        "path": file.path,
        "size": file.size,
        "sha256": sums.sha256,
        "crc32c": sums.crc32c,
        "crc64nvme": None if sums.crc64nvme is None else f"{sums.crc64nvme:016x}",
    }


def _package(value: object) -> tuple[File, ...]:
    files = tuple(_file(file) for file in shape.sequence(value, "a package"))
    if len({file.path for file in files}) < len(files):
        raise ValueError("a package names a file twice")
    return files


def _file(value: object) -> File:
    document = shape.mapping(value, "a file")
    size = shape.integer(document.get("size"), 0, 2**63, "a file's `size`")
    return File(_path(document.get("path")), size, _checksums(document))


def _path(value: object) -> str:
    """A path that stays below the folder it is put into, beside the release's own document."""
    path = shape.text(value, "a file's `path`")
    if "\\" in path or any(part in {"", ".", ".."} for part in path.split("/")):
        raise ValueError(f"the file {path!r} would lie outside of the release")
    if path in (RELEASE, SIGNATURE):
        raise ValueError(f"a package has a file {path} of its own")
    return path


def _checksums(document: Mapping[str, object]) -> Checksums:
    crc32c, crc64nvme = document.get("crc32c"), document.get("crc64nvme")
    return Checksums(
        sha256=shape.hexadecimal(document.get("sha256"), 64, "a file's `sha256`"),
        crc32c=None if crc32c is None else shape.integer(crc32c, 0, 2**32, "a file's `crc32c`"),
        crc64nvme=None
        if crc64nvme is None
        else int(shape.hexadecimal(crc64nvme, 16, "a file's `crc64nvme`"), 16),
    )
