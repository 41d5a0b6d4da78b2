"""What a release is made of: files with digests, the release, its bytes, its pointer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mcdeploy.domain.packages import Certificate

if TYPE_CHECKING:
    from mcdeploy.domain.models import Model


@dataclass(frozen=True, slots=True)
class Checksums:
    """Checksums of one whole object; None where nobody computed that one.

    CRCs are unsigned integers, SHA-256 and MD5 are lower-case hexadecimal.
    """

    crc32c: int | None = None
    crc64nvme: int | None = None
    md5: str | None = None
    sha256: str | None = None

    def agree(self, other: "Checksums") -> bool | None:
        """True when all those that both know are equal, None when they know none in common."""
        pairs = (
            (self.crc32c, other.crc32c),
            (self.crc64nvme, other.crc64nvme),
            (self.md5, other.md5),
            (self.sha256, other.sha256),
        )
        known = [ours == theirs for ours, theirs in pairs if None not in (ours, theirs)]
        return all(known) if known else None


@dataclass(frozen=True, slots=True)
class File:
    """One file of a release: `path` is relative to the release's folder, `size` is in bytes."""

    path: str
    size: int
    checksums: Checksums


Content = bytes | Path
"""Where a file's bytes are on this machine: in memory, or in a file that is read once."""


@dataclass(frozen=True, slots=True)
class Release:
    """What `release.json` says: for each target the files it gets, and what was proven of them.

    `id` is the SHA-256 of the canonical document, so the same inputs give the same release.
    `certificates` are by target. `waiver` is the reason for which gates were allowed to fail, where
    somebody gave one.
    """

    id: str
    deployment: str
    packages: Mapping[str, tuple[File, ...]]
    evaluation: Mapping[str, float]
    lineage: Mapping[str, str]
    document: bytes
    waiver: str = ""
    certificates: Mapping[str, Certificate] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A release together with its bytes: `contents` holds each path of each target's package.
    `notes` are sentences for the person who applies it: what is true today and is not part of it,
    such as how it stands beside the release that is live. `beside` is the name of that release:
    empty when none was live, None when no gate asked for it. `model` is what was packaged."""

    release: Release
    contents: Mapping[str, Mapping[str, Content]]
    notes: tuple[str, ...] = ()
    beside: str | None = None
    model: "Model | None" = None


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a channel of one target resolves to. Epochs only grow."""

    release: str
    epoch: int
    apply: str
    published_at: str
