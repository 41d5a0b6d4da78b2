"""The in-memory store: the executable specification of the contract."""

import itertools
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from mcdeploy.domain import Checksums
from mcdeploy.errors import ConditionFailed, Damaged, NotFound, Unsupported
from mcdeploy.store.contract import (
    Absent,
    Capabilities,
    Condition,
    Part,
    Reading,
    Stat,
    Unchanged,
    Upload,
    Version,
)
from mcdeploy.store.digest import chunks, digest

SCHEME = "memory://"


@dataclass(frozen=True, slots=True)
class _Held:
    stat: Stat
    data: bytes


@dataclass(slots=True)
class _Pending:
    size: int
    parts: dict[int, bytes] = field(default_factory=dict)


class MemoryStore:
    """Objects in a dictionary, under one lock. Two stores never share their objects, but those of
    one `cloud`, by their names, pull from each other: the URL of an object is
    `memory://NAME/KEY`."""

    capabilities = Capabilities(
        signed_urls=False, verifies_on_arrival=True, verifies_whole=True, min_part=1
    )

    def __init__(self, name: str = "memory", cloud: "dict[str, MemoryStore] | None" = None) -> None:
        self.name = name
        self._cloud = cloud
        if cloud is not None:
            cloud[name] = self
            self.capabilities = replace(type(self).capabilities, pulls=(SCHEME,))
        self._lock = threading.Lock()
        self._versions = itertools.count(1)
        self._objects: dict[str, _Held] = {}
        self._uploads: dict[Upload, _Pending] = {}

    def head(self, key: str) -> Stat:
        return self._held("head", key).stat

    def read(
        self, key: str, start: int = 0, length: int | None = None, version: Version | None = None
    ) -> Reading:
        held = self._held("read", key)
        if version not in (None, held.stat.version):
            raise ConditionFailed(self.name, "read", f"{key} is no longer at {version}")
        end = len(held.data) if length is None else start + length
        return Reading(held.stat, chunks(held.data[start:end]))

    def list(self, prefix: str) -> Iterator[Stat]:
        with self._lock:
            keys = sorted(k for k in self._objects if k.startswith(prefix))
            return iter([self._objects[key].stat for key in keys])

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:
        with self._lock:
            self._demand("put", key, condition)
            return self._keep(key, data)

    def begin(self, key: str, size: int, part_size: int) -> Upload:  # noqa: ARG002
        with self._lock:
            upload = Upload(key, str(next(self._versions)))
            self._uploads[upload] = _Pending(size)
            return upload

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        with self._lock:
            self._pending("put_part", upload).parts[number] = bytes(data)
            return Part(number, len(data), str(number))

    def parts(self, upload: Upload) -> tuple[Part, ...]:
        with self._lock:
            held = self._pending("parts", upload).parts
            return tuple(Part(n, len(held[n]), str(n)) for n in sorted(held))

    def complete(self, upload: Upload, parts: tuple[Part, ...], whole: Checksums) -> Stat:
        with self._lock:
            held = self._pending("complete", upload).parts
            data = b"".join(held[part.number] for part in parts)
            if digest([data]).checksums().agree(whole) is False:
                raise Damaged(self.name, "complete", f"{upload.key} is not what was announced")
            self._demand("complete", upload.key, Absent())
            del self._uploads[upload]
            return self._keep(upload.key, data)

    def abort(self, upload: Upload) -> None:
        with self._lock:
            self._uploads.pop(upload, None)

    def uploads(self, prefix: str) -> Iterator[Upload]:
        with self._lock:
            return iter([upload for upload in self._uploads if upload.key.startswith(prefix)])

    def delete(self, key: str, condition: Unchanged | None = None) -> None:
        with self._lock:
            if condition is not None:
                self._demand("delete", key, condition)
            self._objects.pop(key, None)

    def copy(self, source: str, key: str) -> None:
        data = self._held("copy", source).data
        with self._lock:
            self._keep(key, data)

    def pull(self, url: str, key: str, size: int, whole: Checksums) -> Stat:
        name, _, source = url.removeprefix(SCHEME).partition("/")
        if self._cloud is None or not url.startswith(SCHEME):
            raise Unsupported(self.name, "pull", f"memory cannot fetch {url}")
        if name not in self._cloud:
            raise NotFound(self.name, "pull", f"there is no {url}")
        held = self._cloud[name]._held("pull", source)  # noqa: SLF001
        if held.stat.size != size or held.stat.checksums.agree(whole) is False:
            raise Damaged(self.name, "pull", f"{url} is not what was announced")
        with self._lock:
            return self._keep(key, held.data)

    def sign(self, key: str, seconds: int) -> str:  # noqa: ARG002
        raise Unsupported(self.name, "sign", "memory has no URL")

    def close(self) -> None:
        """Nothing to let go of."""

    def _held(self, operation: str, key: str) -> _Held:
        with self._lock:
            if key not in self._objects:
                raise NotFound(self.name, operation, f"there is no {key}")
            return self._objects[key]

    def _pending(self, operation: str, upload: Upload) -> _Pending:
        if upload not in self._uploads:
            raise NotFound(self.name, operation, f"the upload to {upload.key} is gone")
        return self._uploads[upload]

    def _demand(self, operation: str, key: str, condition: Condition) -> None:
        held = self._objects.get(key)
        if isinstance(condition, Absent):
            met, expected = held is None, "absent"
        else:
            met = held is not None and held.stat.version == condition.version
            expected = f"at {condition.version}"
        if not met:
            raise ConditionFailed(self.name, operation, f"{key} is not {expected}")

    def _keep(self, key: str, data: bytes) -> Stat:
        version = Version(str(next(self._versions)))
        stat = Stat(key, len(data), version, digest([data]).checksums())
        self._objects[key] = _Held(stat, bytes(data))
        return stat
