"""Uploads in blocks that Azure keeps aside until a block list makes an object of them.

Azure knows no uploads: the blocks of everybody who writes to a key lie in one heap, by name. So a
block's name is the upload's own, random, the CRC64 of the part, whose bytes the service compared
with a checksum on arrival, and the part's number: whoever goes on with the upload knows which bytes
lie there. Number 0 is no part but says that the upload is under way, or, when it is longer, that it
was aborted. A block sent again replaces the former one of its name; all of a key's heap is dropped
when an object is written there, or when nothing was added for a week
(learn.microsoft.com/rest/api/storageservices/put-block, read November 2026).
"""

from collections import Counter
from collections.abc import Iterator
from secrets import token_hex

from azure.core import MatchConditions
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.storage.blob import BlobBlock

from mcdeploy.domain import Checksums
from mcdeploy.errors import NotFound, StoreError
from mcdeploy.store.contract import Part, Upload, Version
from mcdeploy_azure import checksum
from mcdeploy_azure.client import Client
from mcdeploy_azure.condition import version
from mcdeploy_azure.translate import code

UNDER_WAY = b"."
ABORTED = b".."
OWN, CRC, DIGITS = 16, 16, 5
"""Digits of a block's name: the upload's and the CRC64 in hexadecimal, the number in decimal. All
blocks of a key must have names of one length."""

MOST = 50_000


def name(upload: Upload, number: int, crc64nvme: int = 0) -> str:
    return f"{upload.id}{crc64nvme:0{CRC}x}{number:0{DIGITS}}"


def begin(client: Client, key: str) -> Upload:
    upload = Upload(key, token_hex(OWN // 2))
    _note(client, key, name(upload, 0), UNDER_WAY)
    return upload


def send(client: Client, upload: Upload, number: int, data: bytes) -> Part:
    crc64nvme = checksum.of(data)
    block = name(upload, number, crc64nvme)
    _stage(client, upload.key, block, data, crc64nvme)
    return Part(number, len(data), block)


def _note(client: Client, key: str, block: str, data: bytes) -> None:
    """Send a block that is no part."""
    _stage(client, key, block, data, checksum.of(data))


def _stage(client: Client, key: str, block: str, data: bytes, crc64nvme: int) -> None:
    """Send one block; the service refuses bytes whose checksum is not the one sent along."""
    along = checksum.of_body(client.checksum, data, crc64nvme)
    client.blob(key).stage_block(block, data, length=len(data), **along)


def sizes(client: Client, upload: Upload) -> dict[str, int]:
    """Bytes of this upload's blocks that the service keeps, by name."""
    heap = _heap(client, upload.key)
    return {block: size for block, size in heap if block[:OWN] == upload.id}


def held(client: Client, who: str, operation: str, upload: Upload) -> dict[str, int]:
    """The same, without the one that is no part, of an upload that is under way.

    Raises `NotFound` when it is not: completed, aborted, dropped or expired.
    """
    found = sizes(client, upload)
    if found.pop(name(upload, 0), None) != len(UNDER_WAY):
        raise NotFound(who, operation, f"the upload to {upload.key} is gone")
    return found


def parts(client: Client, who: str, upload: Upload) -> tuple[Part, ...]:
    """Those of which there is one: where other bytes were sent too, nobody knows the right ones."""
    found = held(client, who, "parts", upload)
    times = Counter(map(_number, found))
    once = sorted((block for block in found if times[_number(block)] == 1), key=_number)
    return tuple(Part(_number(block), found[block], block) for block in once)


def whole(parts: tuple[Part, ...]) -> Checksums:
    """What the parts add up to."""
    crc = 0
    for part in parts:
        crc = checksum.combined(crc, int(part.tag[OWN : OWN + CRC], 16), part.size)
    return Checksums(crc64nvme=crc)


def commit(
    client: Client, who: str, upload: Upload, wanted: tuple[Part, ...], note: dict[str, str]
) -> Version:
    """Make an object of the parts, with the note, if there is none of that key.

    Raises `NotFound` when the upload is gone.
    """
    there = held(client, who, "complete", upload)
    if missing := [part.number for part in wanted if part.tag not in there]:
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
    found = sizes(client, upload)
    if found and found.pop(name(upload, 0), None) != len(ABORTED):
        _note(client, upload.key, name(upload, 0), ABORTED)
    for block, size in found.items():
        if size > 1:
            _note(client, upload.key, block, b".")


def unfinished(client: Client, prefix: str) -> Iterator[Upload]:
    """Uploads under way to keys where there is no object yet."""
    for blob in client.container.list_blobs(name_starts_with=prefix, include=["uncommittedblobs"]):
        if not blob.size:
            yield from _under_way(client, blob.name)


def _under_way(client: Client, key: str) -> Iterator[Upload]:
    for block, size in sorted(_heap(client, key)):
        upload = Upload(key, block[:OWN])
        if block == name(upload, 0) and size == len(UNDER_WAY):
            yield upload


def _number(block: str) -> int:
    return int(block[-DIGITS:])


def _heap(client: Client, key: str) -> list[tuple[str, int]]:
    """Names and sizes in bytes of all blocks at the key that are not part of an object."""
    try:
        _, uncommitted = client.blob(key).get_block_list("uncommitted")
    except ResourceNotFoundError as error:
        if code(error) == "ContainerNotFound":
            raise
        return []
    return [(str(block.id), int(block.size or 0)) for block in uncommitted]
