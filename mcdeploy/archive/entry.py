"""What an archive holds, whatever its format."""

from collections.abc import Iterator
from dataclasses import dataclass

CHUNK = 2**20


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A folder, or a file of `size` bytes; `chunks` are read before the next entry is asked for.
    `headers` are the bytes that an archive said of it besides its header of fixed size."""

    name: str
    folder: bool
    size: int
    chunks: Iterator[bytes]
    headers: int = 0
