"""One content and all the places it must land: what is read once."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcdeploy.domain import File, Stage
from mcdeploy.store.contract import Capabilities

PART = 8 * 2**20
"""Bytes: a file of at most this size is put whole, a larger one in parts of at least this."""

LONGEST = 32 * 2**20
"""Bytes: parts grow with the file up to this, beyond only where a store takes too few parts."""

USUAL_PARTS = 64
"""What parts grow for: few requests for a large file, and still several under way."""


@dataclass(frozen=True, slots=True)
class Landing:
    """A place for the content: a key in a target's store."""

    target: str
    key: str


@dataclass(frozen=True, slots=True)
class Job:
    """`file` says what the content is; it is read once for all its `landings`."""

    file: File
    landings: tuple[Landing, ...]


def jobs(stages: tuple[Stage, ...], folders: Mapping[str, str]) -> tuple[Job, ...]:
    """Group the staged files by content, in the order in which they were planned.

    `folders` maps each target to the key of the release's folder, ending in a slash.
    """
    files: dict[str | None, File] = {}
    landings: dict[str | None, list[Landing]] = {}
    for stage in stages:
        for file in stage.files:
            content = file.checksums.sha256
            files.setdefault(content, file)
            landing = Landing(stage.target, folders[stage.target] + file.path)
            landings.setdefault(content, []).append(landing)
    return tuple(Job(files[content], tuple(landings[content])) for content in files)


def part_size(size: int, capabilities: list[Capabilities]) -> int:
    """The part size in bytes that suits every store: no more parts than any takes, and a multiple
    of what each demands (their multiples are powers of two)."""
    fewest = min(can.max_parts for can in capabilities)
    multiple = max(can.part_multiple for can in capabilities)
    wanted = min(max(PART, -(-size // USUAL_PARTS)), LONGEST)
    least = max(wanted, -(-size // fewest), *(can.min_part for can in capabilities))
    return -(-least // multiple) * multiple
