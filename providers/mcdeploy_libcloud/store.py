"""The store behind any of libcloud's storage drivers.

libcloud has no conditions, no public uploads in parts, no copies: the capabilities say so. A put
looks before it writes, which is not atomic. The drivers `local` and `ninefold` also show an object
while they write it, and killed meanwhile they leave a short one at its key, which stays until a
person deletes it; where a folder is wanted, the provider `local` keeps the whole contract.
"""

import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from threading import Lock

from libcloud.storage.types import ObjectDoesNotExistError

from mcdeploy.domain import Checksums
from mcdeploy.errors import (
    ConditionFailed,
    Damaged,
    NotFound,
    StoreError,
    Unsupported,
    UsageError,
)
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
from mcdeploy_libcloud.client import Client
from mcdeploy_libcloud.reading import describe, open_source, stream, version, version_of
from mcdeploy_libcloud.uploads import Streaming, numbered

_BUFFERED = 64 * 2**20  # bytes that a driver which buffers may keep in memory
_PLAIN = {"content_type": "application/octet-stream"}


class LibcloudStore:
    """Objects in one container."""

    capabilities = Capabilities(
        conditional_writes=False,
        conditional_deletes=False,
        parallel_parts=False,
        resumable=False,
        lists_uploads=False,
        copies=False,
        signed_urls=False,
        verifies_whole=True,
        min_part=1,
    )

    def __init__(self, client: Client) -> None:
        self.name = client.name
        self._client = client
        self._uploads: dict[str, Streaming] = {}
        self._folders = Lock()

    def head(self, key: str) -> Stat:
        with self._client.driver("head") as driver:
            found = driver.get_object(self._client.container, key)
            return describe(self._client, driver, found)

    def read(
        self, key: str, start: int = 0, length: int | None = None, version: Version | None = None
    ) -> Reading:
        with ExitStack() as held:
            driver = held.enter_context(self._client.driver("read"))
            stat, source = open_source(self._client, driver, key, start, length, version)
            held.callback(source.close)
            return Reading(stat, stream(source, held.pop_all()))

    def list(self, prefix: str) -> Iterator[Stat]:
        with self._client.driver("list") as driver:
            container = driver.get_container(self._client.container)
            wanted = prefix if self._client.traits.filters else None
            found = [
                one
                for one in driver.iterate_container_objects(container, prefix=wanted)
                if one.name.startswith(prefix)
            ]
            for one in sorted(found, key=lambda one: one.name.encode()):
                yield describe(self._client, driver, one)

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:
        with self._client.driver("put") as driver, self._alone():
            container = driver.get_container(self._client.container)
            self._demand("put", key, condition)
            with tempfile.NamedTemporaryFile() as file:
                file.write(data)
                file.flush()
                written = driver.upload_object(
                    file.name, container, key, extra=dict(_PLAIN), verify_hash=False
                )
        return Stat(key, len(data), version(self._client, written) or version_of(data))

    def delete(self, key: str, condition: Unchanged | None = None) -> None:
        with self._client.driver("delete") as driver, self._alone():
            if condition is not None:
                self._demand("delete", key, condition)
            with suppress(ObjectDoesNotExistError, FileNotFoundError):
                found = driver.get_object(self._client.container, key)
                if not driver.delete_object(found):
                    raise StoreError(self.name, "delete", f"{key} could not be deleted")

    def begin(self, key: str, size: int, part_size: int) -> Upload:  # noqa: ARG002
        if self._client.traits.buffers and size > _BUFFERED:
            raise Unsupported(
                self.name,
                "begin",
                f"this driver keeps all {size} bytes of {key} in memory",
                remedy="use `provider: aws` with the store's S3-compatible endpoint",
            )
        new = Streaming(key, size, lambda chunks: self._send(key, chunks))
        self._uploads[new.id] = new
        return Upload(key, new.id)

    def _send(self, key: str, chunks: Iterator[bytes]) -> None:
        with self._client.driver("put_part") as driver:
            container = driver.get_container(self._client.container)
            driver.upload_object_via_stream(chunks, container, key, extra=dict(_PLAIN))

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        """Sends nothing to a key that has an object: then it raises `ConditionFailed`."""
        under_way, part = self._under_way("put_part", upload), numbered(number, data)
        if part in under_way.parts:
            return part
        if number != len(under_way.parts) + 1:
            raise UsageError(self.name, f"put_part: part {number} of {upload.key} is out of order")
        if not under_way.started:
            self._demand("put_part", upload.key, Absent())
            under_way.start()
        under_way.feed(part, data)
        return part

    def parts(self, upload: Upload) -> tuple[Part, ...]:
        return self._under_way("parts", upload).parts

    def complete(self, upload: Upload, parts: tuple[Part, ...], whole: Checksums) -> Stat:
        under_way = self._under_way("complete", upload)
        if parts != under_way.parts or sum(part.size for part in parts) != under_way.size:
            raise UsageError(self.name, f"complete: these are not all the parts of {upload.key}")
        if under_way.whole().agree(whole) is False:
            raise Damaged(self.name, "complete", f"the parts of {upload.key} do not add up")
        if not self._client.traits.in_place:
            self._demand("complete", upload.key, Absent())
        under_way.finish()
        del self._uploads[upload.id]
        return self.head(upload.key)

    def abort(self, upload: Upload) -> None:
        under_way = self._uploads.pop(upload.id, None)
        if under_way is not None:
            under_way.stop()
            if under_way.started and self._client.traits.in_place:
                self.delete(upload.key)

    def uploads(self, prefix: str) -> Iterator[Upload]:
        raise Unsupported(self.name, "uploads", f"libcloud lists none (below {prefix!r})")

    def copy(self, source: str, key: str) -> None:
        raise Unsupported(self.name, "copy", f"libcloud cannot copy {source} to {key}")

    def pull(self, url: str, key: str, size: int, whole: Checksums) -> Stat:  # noqa: ARG002
        raise Unsupported(self.name, "pull", f"libcloud cannot fetch {key} by itself")

    def sign(self, key: str, seconds: int) -> str:  # noqa: ARG002
        raise Unsupported(self.name, "sign", f"libcloud cannot sign a URL for {key}")

    def close(self) -> None:
        for upload in tuple(self._uploads.values()):
            self.abort(Upload(upload.key, upload.id))
        self._client.close()

    def _under_way(self, operation: str, upload: Upload) -> Streaming:
        found = self._uploads.get(upload.id)
        if found is None or found.key != upload.key:
            raise NotFound(self.name, operation, f"the upload to {upload.key} is gone")
        return found

    def _alone(self) -> AbstractContextManager[object]:
        return self._folders if self._client.traits.folders else nullcontext()

    def _demand(self, operation: str, key: str, condition: Condition) -> None:
        try:
            now = self.head(key).version
        except NotFound:
            now = None
        wanted = condition.version if isinstance(condition, Unchanged) else None
        if now != wanted:
            expected = "absent" if wanted is None else f"at {wanted}"
            raise ConditionFailed(self.name, operation, f"{key} is not {expected}")
