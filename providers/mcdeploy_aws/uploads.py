"""Large objects in parts."""

from collections.abc import Iterator
from contextlib import suppress

from mcdeploy.domain import Checksums
from mcdeploy.errors import NotFound
from mcdeploy.store.body import Body
from mcdeploy.store.contract import Part, Stat, Upload
from mcdeploy_aws import checksums
from mcdeploy_aws.bucket import Answer, Bucket
from mcdeploy_aws.errors import Conflicting
from mcdeploy_aws.objects import written


class Uploads(Bucket):
    def begin(self, key: str, size: int, part_size: int) -> Upload:  # noqa: ARG002
        announced = checksums.of_upload(self.settings.checksum)
        answer = self.ask("begin", self.client.create_multipart_upload, key, **announced)
        return Upload(key, answer["UploadId"])

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        answer = self.ask(
            "put_part",
            self.client.upload_part,
            upload.key,
            UploadId=upload.id,
            PartNumber=number,
            Body=Body(data),
            **checksums.of_body(self.settings.checksum, data),
        )
        return Part(number, len(data), answer["ETag"])

    def parts(self, upload: Upload) -> tuple[Part, ...]:
        pages = self.pages(
            "parts", self.client.list_parts, "PartNumberMarker", key=upload.key, UploadId=upload.id
        )
        return tuple(_part(entry) for page in pages for entry in page.get("Parts", ()))

    def complete(self, upload: Upload, parts: tuple[Part, ...], whole: Checksums) -> Stat:
        """A conflict means that S3 wants the parts again: the upload is then given up, which
        leaves the caller where one without an upload is."""
        checksum = checksums.of_whole(self.settings.checksum, whole)
        try:
            return self._join("complete", upload, parts, IfNoneMatch="*", **checksum)
        except Conflicting as error:
            self.abort(upload)
            raise NotFound(
                self.name,
                "complete",
                f"{upload.key}: another write at the same time made the upload useless",
                remedy="upload the parts again",
            ) from error

    def _join(
        self, operation: str, upload: Upload, parts: tuple[Part, ...], **parameters: str
    ) -> Stat:
        named = [{"PartNumber": part.number, "ETag": part.tag} for part in parts]
        answer = self.ask(
            operation,
            self.client.complete_multipart_upload,
            upload.key,
            UploadId=upload.id,
            MultipartUpload={"Parts": named},
            **parameters,
        )
        return written(upload.key, sum(part.size for part in parts), answer)

    def abort(self, upload: Upload) -> None:
        with suppress(NotFound):
            self.ask("abort", self.client.abort_multipart_upload, upload.key, UploadId=upload.id)

    def uploads(self, prefix: str) -> Iterator[Upload]:
        pages = self.pages(
            "uploads",
            self.client.list_multipart_uploads,
            "KeyMarker",
            "UploadIdMarker",
            Prefix=prefix,
        )
        return (
            Upload(entry["Key"], entry["UploadId"])
            for page in pages
            for entry in page.get("Uploads", ())
        )


def _part(entry: Answer) -> Part:
    return Part(entry["PartNumber"], entry["Size"], entry["ETag"])
