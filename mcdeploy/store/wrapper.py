"""A store around a store: every call passes through `around`, which a wrapper overrides."""

from collections.abc import Callable, Iterator
from typing import TypeVar

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

T = TypeVar("T")


class Wrapper:
    """Keeps every promise of the store inside."""

    def __init__(self, inner: Store) -> None:
        self.inner = inner

    def around(self, operation: str, key: str, call: Callable[[], T]) -> T:  # noqa: ARG002
        """Make one call of the contract; `operation` and `key` are for messages and records."""
        return call()

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def capabilities(self) -> Capabilities:
        return self.inner.capabilities

    def head(self, key: str) -> Stat:
        return self.around("head", key, lambda: self.inner.head(key))

    def read(
        self, key: str, start: int = 0, length: int | None = None, version: Version | None = None
    ) -> Reading:
        return self.around("read", key, lambda: self.inner.read(key, start, length, version))

    def list(self, prefix: str) -> Iterator[Stat]:
        return self.around("list", prefix, lambda: self.inner.list(prefix))

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:
        return self.around("put", key, lambda: self.inner.put(key, data, condition))

    def begin(self, key: str, size: int, part_size: int) -> Upload:
        return self.around("begin", key, lambda: self.inner.begin(key, size, part_size))

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        return self.around(
            "put_part", upload.key, lambda: self.inner.put_part(upload, number, data)
        )

    def parts(self, upload: Upload) -> tuple[Part, ...]:
        return self.around("parts", upload.key, lambda: self.inner.parts(upload))

    def complete(self, upload: Upload, parts: tuple[Part, ...], whole: Checksums) -> Stat:
        return self.around(
            "complete", upload.key, lambda: self.inner.complete(upload, parts, whole)
        )

    def abort(self, upload: Upload) -> None:
        self.around("abort", upload.key, lambda: self.inner.abort(upload))

    def uploads(self, prefix: str) -> Iterator[Upload]:
        return self.around("uploads", prefix, lambda: self.inner.uploads(prefix))

    def delete(self, key: str, condition: Unchanged | None = None) -> None:
        self.around("delete", key, lambda: self.inner.delete(key, condition))

    def copy(self, source: str, key: str) -> None:
        self.around("copy", key, lambda: self.inner.copy(source, key))

    def pull(self, url: str, key: str, size: int, whole: Checksums) -> Stat:
        return self.around("pull", key, lambda: self.inner.pull(url, key, size, whole))

    def sign(self, key: str, seconds: int) -> str:
        return self.around("sign", key, lambda: self.inner.sign(key, seconds))

    def close(self) -> None:
        self.inner.close()
