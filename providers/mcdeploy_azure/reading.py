"""Reading an object of one state, piece by piece; nothing stays open between the pieces."""

from collections.abc import Iterator

from azure.core.exceptions import HttpResponseError
from azure.storage.blob import StorageStreamDownloader

from mcdeploy.store.contract import Reading, Stat, Unchanged, Version
from mcdeploy_azure.client import Client
from mcdeploy_azure.condition import match_on, version
from mcdeploy_azure.translate import Translation

UNSATISFIABLE = 416


def read(
    client: Client,
    errors: Translation,
    key: str,
    start: int,
    length: int | None,
    expected: Version | None,
) -> Reading | None:
    """The SDK fetches a piece when it is asked for, each on the condition that the object is still
    what it was at the first; None when the range lies past the end of the object."""
    with errors.during("read", key):
        stream = _open(client, key, start, length, expected)
    if stream is None:
        return None
    ending = stream.properties.content_range
    size = int(ending.rpartition("/")[2]) if ending else stream.properties.size
    found = Stat(key, size, version(stream.properties.etag))
    return Reading(found, _pieces(errors, key, stream))


def _open(
    client: Client, key: str, start: int, length: int | None, expected: Version | None
) -> StorageStreamDownloader[bytes] | None:
    try:
        return client.blob(key).download_blob(
            offset=start or None if length is None else start,
            length=length,
            max_concurrency=1,
            **match_on(Unchanged(expected) if expected else None),
        )
    except HttpResponseError as error:
        if error.status_code == UNSATISFIABLE:
            return None
        raise


def _pieces(
    errors: Translation, key: str, stream: StorageStreamDownloader[bytes]
) -> Iterator[bytes]:
    with errors.during("read", key):
        yield from (piece for piece in stream.chunks() if piece)
