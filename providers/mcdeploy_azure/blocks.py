"""Uploads in blocks that Azure keeps aside until a block list makes an object of them.

Azure knows no uploads: the blocks of everybody who writes to a key lie in one heap, by name. So a
block's name is the upload's own, random, and the part's number. Number 0 is no part but says that
the upload is under way, or, when it is longer, that it was aborted. A block sent again replaces
the former one of its name; all of a key's heap is dropped when an object is written there, or when
nothing was added for a week (learn.microsoft.com/rest/api/storageservices/put-block, read November
2026).
"""

from collections.abc import Iterator
from uuid import uuid4

from azure.core import MatchConditions
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.storage.blob import BlobBlock

from mcdeploy.errors import NotFound, StoreError
from mcdeploy.store.contract import Part, Upload, Version
from mcdeploy_azure import checksum
from mcdeploy_azure.client import Client
from mcdeploy_azure.condition import version
from mcdeploy_azure.translate import code

UNDER_WAY = b"."
ABORTED = b".."
DIGITS = 5
MOST = 50_000


def name(upload: Upload, number: int) -> str:
    """All blocks of a key must have names of one length."""
    return f"{upload.id}{number:0{DIGITS}}"


def begin(client: Client, key: str) -> Upload:
    upload = Upload(key, uuid4().hex)
    stage(client, upload, 0, UNDER_WAY)
    return upload


def stage(client: Client, upload: Upload, number: int, data: bytes) -> None:
    """Send one block; the service refuses bytes whose CRC64 is not the one that was sent along."""
    client.blob(upload.key).stage_block(
        name(upload, number),
        data,
        length=len(data),
        transactional_content_crc64=checksum.of_body(data),
    )


def sizes(client: Client, upload: Upload) -> dict[int, int]:
    """Bytes of this upload's blocks that the service keeps, by number."""
    return {
        int(block[-DIGITS:]): size
        for block, size in _heap(client, upload.key)
        if block[:-DIGITS] == upload.id
    }


def parts(client: Client, who: str, operation: str, upload: Upload) -> tuple[Part, ...]:
    """The parts of an upload that is under way.

    Raises `NotFound` when it is not: completed, aborted, dropped or expired.
    """
    held = sizes(client, upload)
    if held.pop(0, None) != len(UNDER_WAY):
        raise NotFound(who, operation, f"the upload to {upload.key} is gone")
    return tuple(Part(n, held[n], name(upload, n)) for n in sorted(held))


def commit(
    client: Client, who: str, upload: Upload, wanted: tuple[Part, ...], note: dict[str, str]
) -> Version:
    """Make an object of the parts, with the note, if there is none of that key.

    Raises `NotFound` when the upload is gone.
    """
    held = parts(client, who, "complete", upload)
    if missing := sorted({part.number for part in wanted} - {part.number for part in held}):
        said = f"{upload.key} lacks parts {missing}"
        raise StoreError(who, "complete", said, remedy="send the missing parts")
    try:
        answer = client.blob(upload.key).commit_block_list(
            [BlobBlock(part.tag) for part in wanted],
            metadata=note,
            match_condition=MatchConditions.IfMissing,
        )
    except HttpResponseError as error:
        if code(error) == "InvalidBlockList":
            raise NotFound(who, "complete", f"the upload to {upload.key} is gone") from error
        raise
    return version(str(answer["etag"]))


def abort(client: Client, upload: Upload) -> None:
    """Mark the upload as aborted, then put a single byte in the place of each of its parts."""
    held = sizes(client, upload)
    if held and held.pop(0, None) != len(ABORTED):
        stage(client, upload, 0, ABORTED)
    for number, size in held.items():
        if size > 1:
            stage(client, upload, number, b".")


def unfinished(client: Client, prefix: str) -> Iterator[Upload]:
    """Uploads under way to keys where there is no object yet."""
    for blob in client.container.list_blobs(name_starts_with=prefix, include=["uncommittedblobs"]):
        if not blob.size:
            yield from _under_way(client, blob.name)


def _under_way(client: Client, key: str) -> Iterator[Upload]:
    for block, size in sorted(_heap(client, key)):
        if int(block[-DIGITS:] or 1) == 0 and size == len(UNDER_WAY):
            yield Upload(key, block[:-DIGITS])


def _heap(client: Client, key: str) -> list[tuple[str, int]]:
    """Names and sizes in bytes of all blocks at the key that are not part of an object."""
    try:
        _, uncommitted = client.blob(key).get_block_list("uncommitted")
    except ResourceNotFoundError as error:
        if code(error) == "ContainerNotFound":
            raise
        return []
    return [(str(block.id), int(block.size or 0)) for block in uncommitted]
