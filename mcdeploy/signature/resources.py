"""What of a release is signed."""

from mcdeploy.domain import Release
from mcdeploy.records.keys import RELEASE


def resources(release: Release, target: str) -> dict[str, str]:
    """The SHA-256 of every file of the release's folder on that target, by its path."""
    packaged = release.packages.get(target, ())
    return {file.path: str(file.checksums.sha256) for file in packaged} | {RELEASE: release.id}
