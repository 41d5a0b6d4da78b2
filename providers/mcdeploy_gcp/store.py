"""The contract's store over one bucket of Google Cloud Storage."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from awscrt import checksums as crt
from google.auth.credentials import Signing

from mcdeploy.domain import Checksums
from mcdeploy.errors import ConditionFailed, Damaged, NotFound, StoreError, Unsupported
from mcdeploy.store.body import TIMEOUTS
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
from mcdeploy_gcp import GcpSettings, reading, rewriting, sessions, stat
from mcdeploy_gcp.client import Client, emulated
from mcdeploy_gcp.create import command, exists
from mcdeploy_gcp.residence import Residence
from mcdeploy_gcp.sessions import MARK, MULTIPLE, Session
from mcdeploy_gcp.translate import Translation

LISTED = "items(name,size,generation,crc32c,md5Hash),nextPageToken"
LONGEST = 7 * 24 * 3600


class GcpStore:
    """A version is an object's generation, so it is never seen twice.

    Large objects go through a resumable session: the object appears when its last part arrives.
    """

    def __init__(self, name: str, settings: GcpSettings, region: str | None) -> None:
        self.name = name
        self.capabilities = Capabilities(
            parallel_parts=False,
            lists_uploads=False,
            signed_urls=not emulated(),
            verifies_whole=True,
            min_part=MULTIPLE,
            part_multiple=MULTIPLE,
            max_parts=2**20,
            pulls=(settings.near,),
        )
        self._client = Client(settings)
        self._errors = Translation(
            name, settings.bucket, command(settings, region), lambda: exists(self._client)
        )
        self._residence = Residence(self._client, self._errors, region)

    def head(self, key: str) -> Stat:
        with self._errors.during("head", key):
            blob = self._client.blob(key)
            blob.reload(timeout=TIMEOUTS, retry=None)
            return stat.of_blob(blob)

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
            blobs = self._client.sdk.list_blobs(
                self._client.settings.bucket,
                prefix=prefix,
                fields=LISTED,
                timeout=TIMEOUTS,
                retry=None,
            )
            for blob in blobs:
                yield stat.of_blob(blob)

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:
        """The service refuses bytes whose CRC32C is not the one that was sent with them; what it
        says to hold is compared all the same."""
        self._residence.prove("put")
        with self._errors.during("put", key):
            blob = self._client.blob(key)
            blob.upload_from_string(
                data,
                content_type="application/octet-stream",
                if_generation_match=_generation(condition),
                checksum="crc32c",
                timeout=TIMEOUTS,
                retry=None,
            )
        found, sent = stat.of_blob(blob), Checksums(crc32c=crt.crc32c(data))
        self._demand("put", found, len(data), sent, keep=condition != Absent())
        return found

    def begin(self, key: str, size: int, part_size: int) -> Upload:
        self._residence.prove("begin")
        with self._errors.during("begin", key):
            return Upload(key, sessions.begin(self._client, key, size, part_size).encode())

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        session = Session.decode(upload)
        with self._errors.during("put_part", f"part {number} of {upload.key}"):
            sessions.send(self._client, self.name, session, number, data)
        return session.part(number)

    def parts(self, upload: Upload) -> tuple[Part, ...]:
        """An upload all of whose parts have arrived still names them, so that whoever goes on can
        complete it; the service cannot tell whether somebody already did."""
        session = Session.decode(upload)
        with self._errors.during("parts", f"upload to {upload.key}"):
            return session.held(sessions.ask(self._client, session))

    def complete(
        self,
        upload: Upload,
        parts: tuple[Part, ...],  # noqa: ARG002
        whole: Checksums,
    ) -> Stat:
        """Idempotent: the finished object names the upload that made it. One whose checksums are
        not those announced is deleted."""
        session = Session.decode(upload)
        found, mark = self._finished(upload, session)
        if mark != session.mark:
            raise ConditionFailed(self.name, "complete", f"there is another {upload.key}")
        self._demand("complete", found, session.size, whole)
        return found

    def abort(self, upload: Upload) -> None:
        with self._errors.during("abort", upload.key):
            sessions.cancel(self._client, Session.decode(upload))

    def uploads(self, prefix: str) -> Iterator[Upload]:  # noqa: ARG002
        raise Unsupported(self.name, "uploads", "Cloud Storage does not list upload sessions")

    def delete(self, key: str, condition: Unchanged | None = None) -> None:
        try:
            with self._errors.during("delete", key):
                self._client.blob(key).delete(
                    if_generation_match=condition and _generation(condition),
                    timeout=TIMEOUTS,
                    retry=None,
                )
        except NotFound as error:
            if condition:
                raise ConditionFailed(self.name, "delete", f"there is no {key}") from error

    def copy(self, source: str, key: str) -> None:
        """Idempotent. A large object is rewritten in several calls and appears with the last."""
        self._residence.prove("copy")
        with self._errors.during("copy", source):
            rewriting.rewrite(self._client, self._client.settings.bucket, source, key)

    def pull(self, url: str, key: str, size: int, whole: Checksums) -> Stat:
        """From any bucket that these credentials may read. What is not `whole` is deleted."""
        bucket, source = rewriting.origin(self._client.settings, self.name, url)
        self._residence.prove("pull")
        with self._errors.during("pull", url):
            made = rewriting.rewrite(self._client, bucket, source, key)
        self._demand("pull", made, size, whole)
        return made

    def sign(self, key: str, seconds: int) -> str:
        """A V4 signature, at most seven days. Credentials that hold a private key sign by
        themselves; impersonated ones ask IAM to sign."""
        with self._errors.during("sign", key):
            if not isinstance(self._client.session.credentials, Signing):
                raise Unsupported(
                    self.name,
                    "sign",
                    "these credentials cannot sign",
                    remedy="use the key of a service account, or impersonate one: `gcloud auth "
                    "application-default login --impersonate-service-account=ACCOUNT`",
                )
            expiration = timedelta(seconds=min(seconds, LONGEST))
            url = self._client.blob(key).generate_signed_url(version="v4", expiration=expiration)
            return str(url)

    def close(self) -> None:
        self._client.close()

    def _demand(
        self, operation: str, found: Stat, size: int, whole: Checksums, *, keep: bool = False
    ) -> None:
        """Delete what is not `whole`, unless it stands in the place of something else."""
        if found.size != size or whole.agree(found.checksums) is False:
            if not keep:
                with suppress(StoreError):
                    self.delete(found.key, Unchanged(found.version))
            raise Damaged(self.name, operation, f"{found.key} is not what was announced")

    def _finished(self, upload: Upload, session: Session) -> tuple[Stat, str]:
        """The object at the upload's key, and the mark of the upload that made it."""
        try:
            with self._errors.during("complete", upload.key):
                blob = self._client.blob(upload.key)
                blob.reload(timeout=TIMEOUTS, retry=None)
                return stat.of_blob(blob), (blob.metadata or {}).get(MARK, "")
        except NotFound:
            received = sum(part.size for part in self.parts(upload))
            if received == session.size:
                raise
            said = f"{upload.key} has {received} of {session.size} bytes"
            raise StoreError(self.name, "complete", said, remedy="send the missing parts") from None


def _generation(condition: Condition) -> int:
    """The generation that must be current; zero is none, and no object is ever at -1."""
    if isinstance(condition, Absent):
        return 0
    return int(condition.version) if condition.version.isdigit() else -1
