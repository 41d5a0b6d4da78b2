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
            size += entry.size + entry.headers
            named = self._names.folder if entry.folder else self._names.file
            path = named(entry.name)
            if size > self._most or max(count, len(self._names)) > self._files:
                raise self._too_large()
            if not entry.folder:
                yield Entry(path, False, entry.size, entry.chunks)

    def _too_large(self) -> Exception:
        return refused(
            self._archive,
            f"refused: it holds more than {self._most:,} bytes, or {self._files:,} files and"
            " folders",
            remedy="leave out what the model does not need",
        )
