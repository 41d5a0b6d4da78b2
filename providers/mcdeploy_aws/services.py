"""What S3 does on its side: copying an object, signing a URL."""

from mcdeploy.domain import Checksums
from mcdeploy.errors import StoreError, Unsupported
from mcdeploy.store.contract import Part, Stat, Upload
from mcdeploy_aws.objects import Objects
from mcdeploy_aws.uploads import Uploads

COPY_AT_ONCE = 5 * 10**9  # bytes; S3 copies a larger object only in parts
COPY_PART = 2**30  # bytes; 10,000 of them are more than the largest object
LONGEST = 7 * 24 * 3600  # seconds that a signature can last


class Services(Objects, Uploads):
    """A copy is made of one known state of its source."""

    def copy(self, source: str, key: str) -> None:
        stat = self._head("copy", source, None)
        if stat.size <= COPY_AT_ONCE:
            self.ask("copy", self.client.copy_object, key, **self._from(stat))
        else:
            self._copy_in_parts(stat, key)

    def pull(self, url: str, key: str, size: int, whole: Checksums) -> Stat:  # noqa: ARG002
        raise Unsupported(self.name, "pull", f"nothing fetches {key} here")

    def sign(self, key: str, seconds: int) -> str:
        if not 0 < seconds <= LONGEST:
            raise Unsupported(self.name, "sign", f"a URL lasts from 1 to {LONGEST} seconds")
        with self.translating("sign"):
            url: str = self.client.generate_presigned_url(
                "get_object",
                Params={"Bucket": self.settings.bucket, "Key": key},
                ExpiresIn=seconds,
            )
        return url

    def _copy_in_parts(self, stat: Stat, key: str) -> None:
        upload = self.begin(key, stat.size, COPY_PART)
        try:
            parts = tuple(
                self._copy_part(stat, start, upload, number)
                for number, start in enumerate(range(0, stat.size, COPY_PART), 1)
            )
            self._join("copy", upload, parts)
        except StoreError:
            self.abort(upload)
            raise

    def _copy_part(self, stat: Stat, start: int, upload: Upload, number: int) -> Part:
        end = min(start + COPY_PART, stat.size) - 1
        answer = self.ask(
            "copy",
            self.client.upload_part_copy,
            upload.key,
            UploadId=upload.id,
            PartNumber=number,
            CopySourceRange=f"bytes={start}-{end}",
            **self._from(stat),
        )
        return Part(number, end + 1 - start, answer["CopyPartResult"]["ETag"])

    def _from(self, stat: Stat) -> dict[str, object]:
        source = {"Bucket": self.settings.bucket, "Key": stat.key}
        return {"CopySource": source, "CopySourceIfMatch": stat.version}
