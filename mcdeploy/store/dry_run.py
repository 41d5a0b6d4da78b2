"""Dry run: reads are real, writes are only recorded."""

from collections.abc import Callable

from mcdeploy.domain import Checksums
from mcdeploy.store.contract import Condition, Part, Stat, Store, Unchanged, Upload, Version
from mcdeploy.store.wrapper import Wrapper

WRITTEN = Version("dry-run")
"""The version of what was not written."""


class DryRun(Wrapper):
    """A store that tells `tell` what would be written (operation, key, bytes) and writes nothing.

    Writes answer as if they had succeeded; their conditions are not checked, and what was not
    written is not read back.
    """

    def __init__(self, inner: Store, tell: Callable[[str, str, int], None]) -> None:
        super().__init__(inner)
        self._tell = tell

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:  # noqa: ARG002
        self._tell("put", key, len(data))
        return Stat(key, len(data), WRITTEN)

    def begin(self, key: str, size: int, part_size: int) -> Upload:  # noqa: ARG002
        self._tell("begin", key, size)
        return Upload(key, "dry-run")

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        self._tell("put_part", upload.key, len(data))
        return Part(number, len(data), "dry-run")

    def parts(self, upload: Upload) -> tuple[Part, ...]:  # noqa: ARG002
        return ()

    def complete(self, upload: Upload, parts: tuple[Part, ...], whole: Checksums) -> Stat:  # noqa: ARG002
        self._tell("complete", upload.key, 0)
        return Stat(upload.key, sum(part.size for part in parts), WRITTEN)

    def abort(self, upload: Upload) -> None:
        self._tell("abort", upload.key, 0)

    def delete(self, key: str, condition: Unchanged | None = None) -> None:  # noqa: ARG002
        self._tell("delete", key, 0)

    def copy(self, source: str, key: str) -> None:  # noqa: ARG002
        self._tell("copy", key, 0)

    def pull(self, url: str, key: str, size: int, whole: Checksums) -> Stat:  # noqa: ARG002
        self._tell("pull", key, size)
        return Stat(key, size, WRITTEN)
