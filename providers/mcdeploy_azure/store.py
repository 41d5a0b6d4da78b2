"""The contract's store over one container of Azure Blob Storage."""

from collections.abc import Iterator

from azure.core.exceptions import HttpResponseError
from azure.storage.blob import BlobProperties

from mcdeploy.domain import Checksums
from mcdeploy.errors import ConditionFailed, Damaged, NotFound, StoreError, Unsupported
from mcdeploy.store.contract import (
    Capabilities,
    Condition,
    Part,
    Reading,
    Stat,
    Unchanged,
    Upload,
    Version,
)
from mcdeploy_azure import AzureSettings, blocks, checksum, copying, pulling, reading
from mcdeploy_azure.client import Client
from mcdeploy_azure.condition import match_on, version
from mcdeploy_azure.create import command
from mcdeploy_azure.notes import UPLOAD, note, noted
from mcdeploy_azure.translate import Translation


class AzureStore:
    """A version is an ETag. No checksum is reported as Azure's own: the MD5 that a blob carries is
    whatever its writer said, and Azure computes none over a blob made of blocks. What our writer
    noted is (`notes`).

    In which region the account is, the data plane does not tell: the manifest is believed."""

    def __init__(self, name: str, settings: AzureSettings) -> None:
        self.name = name
        self._client = Client(name, settings)
        self._errors = Translation(name, self._client.name, command(self._client))
        self.capabilities = Capabilities(
            signed_urls=self._client.key is not None,
            verifies_on_arrival=True,
            min_part=1,
            max_parts=blocks.MOST,
            pulls=() if self._client.emulated else ("https://",),
        )

    def head(self, key: str) -> Stat:
        with self._errors.during("head", key):
            return _stat(key, self._client.blob(key).get_blob_properties())

    def read(
        self, key: str, start: int = 0, length: int | None = None, version: Version | None = None
    ) -> Reading:
        found = (
            None
            if length == 0
            else reading.read(self._client, self._errors, key, start, length, version)
        ) or Reading(self.head(key), iter(()))
        if version not in (None, found.stat.version):
            raise ConditionFailed(self.name, "read", f"{key} is no longer at {version}")
        return found

    def list(self, prefix: str) -> Iterator[Stat]:
        with self._errors.during("list", prefix):
            for found in self._client.container.list_blobs(name_starts_with=prefix):
                yield Stat(found.name, found.size, version(found.etag))

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:
        crc64 = checksum.of(data)
        along = checksum.of_body(self._client.checksum, data, crc64)
        with self._errors.during("put", key):
            answer = self._client.blob(key).upload_blob(
                data,
                overwrite=True,
                metadata=note(crc64),
                **along,
                **match_on(condition),
            )
        made = version(str(answer["etag"]))
        return Stat(key, len(data), made, noted=Checksums(crc64nvme=crc64))

    def begin(self, key: str, size: int, part_size: int) -> Upload:  # noqa: ARG002
        with self._errors.during("begin", key):
            return blocks.begin(self._client, key)

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        """To an upload that is gone a part can still be sent; it can never be completed."""
        with self._errors.during("put_part", f"part {number} of {upload.key}"):
            return blocks.send(self._client, upload, number, data)

    def parts(self, upload: Upload) -> tuple[Part, ...]:
        with self._errors.during("parts", upload.key):
            return blocks.parts(self._client, self.name, upload)

    def complete(self, upload: Upload, parts: tuple[Part, ...], whole: Checksums) -> Stat:
        """Idempotent: the finished object names the upload that made it. Azure verified each part
        as it arrived, and what they add up to is verified here; it can verify nothing of the whole
        but its size, and an object of another size, made of an upload just aborted, is deleted."""
        if blocks.whole(parts).agree(whole) is False:
            raise Damaged(self.name, "complete", f"the parts of {upload.key} do not add up")
        try:
            with self._errors.during("complete", upload.key):
                note_of = note(whole.crc64nvme, upload.id)
                blocks.commit(self._client, self.name, upload, parts, note_of)
        except (NotFound, ConditionFailed) as refused:
            found, mark = self._finished(upload.key, refused)
            if mark != upload.id:
                said = f"there is another {upload.key}"
                raise ConditionFailed(self.name, "complete", said) from refused
        else:
            found = self.head(upload.key)
        if found.size != sum(part.size for part in parts):
            self.delete(upload.key, Unchanged(found.version))
            raise NotFound(self.name, "complete", f"the upload to {upload.key} was aborted")
        return found

    def abort(self, upload: Upload) -> None:
        """Azure cannot remove blocks that are part of no object without showing an empty object
        for a moment, so they are made a byte long each. They vanish when an object is written to
        the key, at the latest after a week. Idempotent."""
        with self._errors.during("abort", upload.key):
            blocks.abort(self._client, upload)

    def uploads(self, prefix: str) -> Iterator[Upload]:
        """Not found are uploads to keys that hold an object by now."""
        with self._errors.during("uploads", prefix):
            yield from blocks.unfinished(self._client, prefix)

    def delete(self, key: str, condition: Unchanged | None = None) -> None:
        try:
            with self._errors.during("delete", key):
                self._client.blob(key).delete_blob(**match_on(condition))
        except NotFound as error:
            if condition:
                raise ConditionFailed(self.name, "delete", f"there is no {key}") from error

    def copy(self, source: str, key: str) -> None:
        """Idempotent. Up to 256 MiB it is atomic where the account's key is known."""
        size = self.head(source).size
        with self._errors.during("copy", source):
            copying.copy(self._client, self.name, source, key, size)

    def pull(self, url: str, key: str, size: int, whole: Checksums) -> Stat:
        """From any URL, up to 4,000 MiB; Azure refuses bytes whose CRC64 is not `whole`'s."""
        if not url.startswith(self.capabilities.pulls):
            raise Unsupported(self.name, "pull", f"Azure fetches {key} by https only")
        with self._errors.during("pull", pulling.without_secret(url)):
            try:
                return pulling.pull(self._client, self.name, url, key, size, whole)
            except HttpResponseError as error:
                raise pulling.source_refused(error, self.name, url) or error from error

    def sign(self, key: str, seconds: int) -> str:
        with self._errors.during("sign", key):
            return copying.sign(self._client, self.name, key, seconds)

    def close(self) -> None:
        self._client.close()

    def _finished(self, key: str, refused: StoreError) -> tuple[Stat, str]:
        """The object at the key, and the mark of the upload that made it; where there is none, what
        was refused is raised."""
        try:
            with self._errors.during("complete", key):
                found = self._client.blob(key).get_blob_properties()
        except NotFound:
            raise refused from None
        return _stat(key, found), (found.metadata or {}).get(UPLOAD, "")


def _stat(key: str, found: BlobProperties) -> Stat:
    return Stat(key, found.size, version(found.etag), noted=noted(found.metadata))
