"""A store around a store: passes everything on, so that a wrapper overrides what it changes."""

from collections.abc import Iterator

from mcdeploy.domain import Checksums
from mcdeploy.store.contract import (
    Capabilities,
    Condition,
    Part,
    Reading,
    Stat,
    Store,
    Unchanged,
    Upload,
    Version,
)


class Wrapper:
    """Keeps every promise of the store inside."""

    def __init__(self, inner: Store) -> None:
        self.inner = inner

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def capabilities(self) -> Capabilities:
        return self.inner.capabilities

    def head(self, key: str) -> Stat:
        return self.inner.head(key)

    def read(
        self, key: str, start: int = 0, length: int | None = None, version: Version | None = None
    ) -> Reading:
        return self.inner.read(key, start, length, version)

    def list(self, prefix: str) -> Iterator[Stat]:
        return self.inner.list(prefix)

    def put(self, key: str, data: bytes, condition: Condition) -> Version:
        return self.inner.put(key, data, condition)

    def begin(self, key: str, size: int, part_size: int) -> Upload:
        return self.inner.begin(key, size, part_size)

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        return self.inner.put_part(upload, number, data)

    def parts(self, upload: Upload) -> tuple[Part, ...]:
        return self.inner.parts(upload)

    def complete(self, upload: Upload, parts: tuple[Part, ...], whole: Checksums) -> Version:
        return self.inner.complete(upload, parts, whole)

    def abort(self, upload: Upload) -> None:
        self.inner.abort(upload)

    def uploads(self, prefix: str) -> Iterator[Upload]:
        return self.inner.uploads(prefix)

    def delete(self, key: str, condition: Unchanged | None = None) -> None:
        self.inner.delete(key, condition)

    def copy(self, source: str, key: str) -> None:
        self.inner.copy(source, key)

    def sign(self, key: str, seconds: int) -> str:
        return self.inner.sign(key, seconds)

    def close(self) -> None:
        self.inner.close()
