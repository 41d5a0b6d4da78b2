"""How much may come out of an archive."""

from collections.abc import Iterator

from mcdeploy.archive.entry import Entry
from mcdeploy.archive.names import Names
from mcdeploy.archive.refusal import refused


class Limits:
    """How much an archive may still hold, and the names that it has used."""

    def __init__(self, archive: str, most: int, files: int) -> None:
        self._archive, self._most, self._files = archive, most, files
        self._names = Names(archive)

    def kept(self, entries: Iterator[Entry]) -> Iterator[Entry]:
        """The files among the entries, with safe names, while the limits hold."""
        size = 0
        for count, entry in enumerate(entries, start=1):
            size += entry.size
            if size > self._most or count > self._files:
                raise self._too_large()
            if entry.folder:
                self._names.folder(entry.name)
                continue
            yield Entry(self._names.file(entry.name), False, entry.size, entry.chunks)

    def _too_large(self) -> Exception:
        return refused(
            self._archive,
            f"refused: it holds more than {self._most:,} bytes or {self._files:,} members",
            remedy="leave out what the model does not need",
        )
