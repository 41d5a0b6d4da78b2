"""Objects: looked at, read, listed, written, deleted."""

from collections.abc import Iterator
from typing import Any

from mcdeploy.errors import ConditionFailed, NotFound, Unavailable
from mcdeploy.store.body import Body
from mcdeploy.store.contract import Absent, Condition, Reading, Stat, Unchanged, Version
from mcdeploy_aws import checksums
from mcdeploy_aws.bucket import Answer, Bucket
from mcdeploy_aws.errors import PastEnd
from mcdeploy_aws.settings import amazon

CHUNK = 2**20  # bytes of a body that are read at once


class Objects(Bucket):
    def head(self, key: str) -> Stat:
        return self._head("head", key, None)

    def read(
        self, key: str, start: int = 0, length: int | None = None, version: Version | None = None
    ) -> Reading:
        if length == 0:
            return Reading(self._head("read", key, version), iter(()))
        parameters = _range(start, length) | _at(version)
        try:
            answer = self.ask("read", self.client.get_object, key, **parameters)
        except PastEnd:
            return self._past_end(key, start, version)
        return Reading(_stat(key, answer), self._chunks(key, answer["Body"]))

    def list(self, prefix: str) -> Iterator[Stat]:
        pages = self.pages("list", self.client.list_objects_v2, "ContinuationToken", Prefix=prefix)
        stats = (_listed(entry) for page in pages for entry in page.get("Contents", ()))
        if amazon(self.client.meta.endpoint_url):
            return stats
        return iter(sorted(stats, key=lambda stat: stat.key.encode()))

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:
        body = {"Body": Body(data), **checksums.of_body(self.settings.checksum, data)}
        try:
            answer = self.ask("put", self.client.put_object, key, **body, **_if(condition))
        except NotFound as error:
            raise ConditionFailed(self.name, "put", f"{key} is gone") from error
        return written(key, len(data), answer)

    def delete(self, key: str, condition: Unchanged | None = None) -> None:
        expected = {} if condition is None else _at(condition.version)
        try:
            self.ask("delete", self.client.delete_object, key, **expected)
        except NotFound as error:
            if condition is not None:
                raise ConditionFailed(self.name, "delete", f"{key} is gone") from error

    def _head(self, operation: str, key: str, version: Version | None) -> Stat:
        answer = self.ask(
            operation, self.client.head_object, key, ChecksumMode="ENABLED", **_at(version)
        )
        return _stat(key, answer)

    def _past_end(self, key: str, start: int, version: Version | None) -> Reading:
        """Nothing to read, which S3 calls an error: only a look tells which object that is."""
        stat = self._head("read", key, version)
        if stat.size > start:
            raise Unavailable(self.name, "read", f"{key} changed meanwhile")
        return Reading(stat, iter(()))

    def _chunks(self, key: str, body: Any) -> Iterator[bytes]:
        """The SDK itself raises when the body is shorter than announced."""
        try:
            with self.translating("read", key):
                while chunk := body.read(CHUNK):
                    yield chunk
        finally:
            body.close()


def _range(start: int, length: int | None) -> dict[str, str]:
    if start == 0 and length is None:
        return {}
    return {"Range": f"bytes={start}-{'' if length is None else start + length - 1}"}


def _at(version: Version | None) -> dict[str, str]:
    return {} if version is None else {"IfMatch": version}


def _if(condition: Condition) -> dict[str, str]:
    return {"IfNoneMatch": "*"} if isinstance(condition, Absent) else _at(condition.version)


def _stat(key: str, answer: Answer) -> Stat:
    """A range says the whole size at its end: `bytes 0-9/1234`."""
    whole = str(answer.get("ContentRange") or answer["ContentLength"]).rpartition("/")[2]
    return Stat(key, int(whole), Version(answer["ETag"]), checksums.reported(answer))


def written(key: str, size: int, answer: Answer) -> Stat:
    """What an answer to a write says; S3 checked or computed the checksums that it names."""
    return Stat(key, size, Version(answer["ETag"]), checksums.reported(answer))


def _listed(entry: Answer) -> Stat:
    return Stat(entry["Key"], entry["Size"], Version(entry["ETag"]))
