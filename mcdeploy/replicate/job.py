"""One content and all the places it must land: what is read once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mcdeploy.domain import File
from mcdeploy.store.contract import Capabilities

PART = 8 * 2**20
"""Bytes: a file of at most this size is put whole, a larger one in parts of at least this."""

LONGEST = 16 * 2**20
"""Bytes: parts grow with the file up to this, beyond only where a store takes too few parts."""

USUAL_PARTS = 640
"""What parts grow for: few requests for a large file, and little to send again after a crash."""


MULTIPLE = 2**18
"""Bytes: what Google Cloud demands of parts, kept for all: they are the same without it."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a content goes: a key in a target's store."""

    target: str
    key: str


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """`file` says what the content is; it is read once for all its `addresses`, in parts of
    `part_size` bytes where it is large."""

    file: File
    addresses: tuple[Address, ...]
    part_size: int = PART

    @property
    def large(self) -> bool:
        return self.file.size > PART

    @property
    def parts(self) -> int:
        return max(1, -(-self.file.size // self.part_size))


def jobs(
    wanted: Iterable[tuple[Address, File]], can: Mapping[str, Capabilities]
) -> tuple[Job, ...]:
    """Group the files that must land by content, in the order in which they come; `can` is what the
    store of each target can do."""
    files: dict[str | None, File] = {}
    addresses: dict[str | None, list[Address]] = {}
    for address, file in wanted:
        content = file.checksums.sha256
        files.setdefault(content, file)
        addresses.setdefault(content, []).append(address)
    return tuple(_job(files[content], addresses[content], can) for content in files)


def _job(file: File, addresses: list[Address], can: Mapping[str, Capabilities]) -> Job:
    size = part_size(file.size, [can[address.target] for address in addresses])
    return Job(file, tuple(addresses), size)


def part_size(size: int, capabilities: list[Capabilities]) -> int:
    """The part size in bytes that suits every store: no more parts than any takes, and a multiple
    of what each demands (their multiples are powers of two).

    Of the clouds' own stores none is so narrow that it would change the result below 156 GiB: the
    parts of an upload that another set of targets began are of the same size.
    """
    fewest = min(can.max_parts for can in capabilities)
    multiple = max(MULTIPLE, *(can.part_multiple for can in capabilities))
    wanted = min(max(PART, -(-size // USUAL_PARTS)), LONGEST)
    least = max(wanted, -(-size // fewest), *(can.min_part for can in capabilities))
    return -(-least // multiple) * multiple
