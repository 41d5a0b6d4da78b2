"""`release.json`: what belongs to a release, for all its targets.

It holds no time and no host name, so the same inputs give the same bytes, and its SHA-256 is the
release's name.
"""

import hashlib
import json
from collections.abc import Mapping

from mcdeploy.domain import Checksums, File, Release
from mcdeploy.errors import IntegrityError
from mcdeploy.records import canonical

SCHEMA = "mcdeploy/release/v1"


def build(
    deployment: str,
    packages: Mapping[str, tuple[File, ...]],
    evaluation: Mapping[str, float],
    lineage: Mapping[str, str],
) -> Release:
    """Name a release. `packages` maps each target to its files, `release.json` not among them."""
    document = canonical.encode(
        {
            "schema": SCHEMA,
            "deployment": deployment,
            "packages": {
                target: [_file_document(file) for file in sorted(files, key=lambda f: f.path)]
                for target, files in packages.items()
            },
            "evaluation": dict(evaluation),
            "lineage": dict(lineage),
        }
    )
    return parse(hashlib.sha256(document).hexdigest(), document, deployment)


def parse(release: str, document: bytes, who: str) -> Release:
    """Read a `release.json` that must be the one named `release`.

    Raises `IntegrityError` when its bytes are not those that the name demands, or its schema is
    another one.
    """
    found = hashlib.sha256(document).hexdigest()
    if found != release:
        raise IntegrityError(
            who,
            f"release.json of {release[:12]} has the digest {found[:12]}",
            remedy="fetch from another target, and look at who wrote to this bucket",
        )
    content = json.loads(document)
    if content.get("schema") != SCHEMA:
        raise IntegrityError(
            who,
            f"release.json has the schema {content.get('schema')!r}, this version reads {SCHEMA}",
            remedy="use the version of mcdeploy that wrote it, or a newer one",
        )
    packages = {
        target: tuple(_file(file) for file in files)
        for target, files in content["packages"].items()
    }
    return Release(
        id=release,
        deployment=content["deployment"],
        packages=packages,
        evaluation=content["evaluation"],
        lineage=content["lineage"],
        document=document,
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


def _safe(path: str) -> str:
    """A path that stays below the folder it is put into; what a bucket says is not trusted."""
    if not path or "\\" in path or any(part in {"", ".", ".."} for part in path.split("/")):
        raise IntegrityError(
            "release.json",
            f"names the file {path!r}, which would lie outside of the release",
            remedy="look at who wrote to this bucket",
        )
    return path


def _file(document: Mapping[str, object]) -> File:
    crc64, crc32c = document["crc64nvme"], document["crc32c"]
    checksums = Checksums(
        sha256=str(document["sha256"]),
        crc32c=crc32c if isinstance(crc32c, int) else None,
        crc64nvme=int(crc64, 16) if isinstance(crc64, str) else None,
    )
    return File(_safe(str(document["path"])), int(str(document["size"])), checksums)
