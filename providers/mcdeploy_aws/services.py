"""What S3 does on its side: copying within and between buckets, signing a URL."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from mcdeploy.domain import Checksums
from mcdeploy.errors import BucketMissing, Damaged, NotFound, StoreError, Unsupported
from mcdeploy.store.contract import Part, Stat, Unchanged, Upload, Version
from mcdeploy_aws import checksums
from mcdeploy_aws.errors import PastEnd
from mcdeploy_aws.objects import Objects, written
from mcdeploy_aws.settings import Checksum
from mcdeploy_aws.uploads import Uploads

COPY_AT_ONCE = 256 * 2**20  # bytes; S3 would take 5 GB, and is faster in parts
COPY_PART = 128 * 2**20  # bytes of a part, or more where there would be too many
PARTS = 10_000
AT_ONCE = 8  # parts under way
LONGEST = 7 * 24 * 3600  # seconds that a signature can last


@dataclass(frozen=True, slots=True)
class Origin:
    """What is copied: `size` bytes, of one state where it is known."""

    bucket: str
    key: str
    size: int
    version: Version | None = None

    @property
    def parameters(self) -> dict[str, object]:
        source = {"Bucket": self.bucket, "Key": self.key}
        state = {} if self.version is None else {"CopySourceIfMatch": self.version}
        return {"CopySource": source, **state}


class Services(Objects, Uploads):
    """A copy is made of one known state of its source."""

    def copy(self, source: str, key: str) -> None:
        stat = self._head("copy", source, None)
        origin = Origin(self.settings.bucket, source, stat.size, stat.version)
        self._copy("copy", origin, key, stat.checksums)

    def pull(self, url: str, key: str, size: int, whole: Checksums) -> Stat:
        """From a bucket of the same service that these credentials may read. In parts, S3 refuses
        bytes that do not add up to `whole`; what was copied at once and is not `whole` is deleted,
        where that is allowed."""
        if not url.startswith(self.settings.near):
            raise Unsupported(self.name, "pull", f"S3 cannot fetch {url}")
        bucket, _, source = url.removeprefix(self.settings.near).partition("/")
        try:
            made = self._copy("pull", Origin(bucket, source, size), key, whole)
        except PastEnd as error:
            raise self._other(url) from error
        except BucketMissing as error:
            if not self._is_there():
                raise
            raise NotFound(self.name, "pull", f"there is no {url}") from error
        if made.checksums.agree(whole) is None:
            made = self.head(key)
        if made.size != size or made.checksums.agree(whole) is False:
            with suppress(StoreError):
                self.delete(key, Unchanged(made.version))
            raise self._other(url)
        return made

    def _other(self, url: str) -> Damaged:
        return Damaged(self.name, "pull", f"{url} is not what was announced")

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

    def _copy(self, operation: str, origin: Origin, key: str, whole: Checksums) -> Stat:
        if origin.size > COPY_AT_ONCE:
            return self._copy_in_parts(operation, origin, key, whole)
        named = self.settings.checksum
        wanted = {} if named is Checksum.NONE else {"ChecksumAlgorithm": named.upper()}
        answer = self.ask(operation, self.client.copy_object, key, **origin.parameters, **wanted)
        return written(key, origin.size, answer["CopyObjectResult"])

    def _copy_in_parts(self, operation: str, origin: Origin, key: str, whole: Checksums) -> Stat:
        length = max(COPY_PART, -(-origin.size // PARTS))
        starts = range(0, origin.size, length)
        upload = self.begin(key, origin.size, length)
        try:
            with ThreadPoolExecutor(AT_ONCE) as pool:
                copy = partial(self._copy_part, operation, origin, upload, length)
                parts = tuple(pool.map(copy, starts))
            checksum = checksums.of_whole(self.settings.checksum, whole)
            return self._join(operation, upload, parts, **checksum)
        except StoreError:
            self.abort(upload)
            raise

    def _copy_part(
        self, operation: str, origin: Origin, upload: Upload, length: int, start: int
    ) -> Part:
        number, end = start // length + 1, min(start + length, origin.size)
        answer = self.ask(
            operation,
            self.client.upload_part_copy,
            upload.key,
            UploadId=upload.id,
            PartNumber=number,
            CopySourceRange=f"bytes={start}-{end - 1}",
            **origin.parameters,
        )
        return Part(number, end - start, answer["CopyPartResult"]["ETag"])
