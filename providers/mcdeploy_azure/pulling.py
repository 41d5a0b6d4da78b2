"""Azure fetches by itself what lies at a URL, as one block: it compares the block's CRC64 with the
one that it is told, and of one block that is the whole's. Of several blocks nobody knows the CRCs
beforehand, so what needs more than one is not pulled
(learn.microsoft.com/rest/api/storageservices/put-block-from-url, read November 2026)."""

from urllib.parse import urlsplit
from uuid import uuid4

from azure.core.exceptions import HttpResponseError
from azure.storage.blob import BlobBlock

from mcdeploy.domain import Checksums
from mcdeploy.errors import AccessDenied, Unsupported
from mcdeploy.store.contract import Stat, Upload
from mcdeploy_azure import blocks, checksum
from mcdeploy_azure.client import Client
from mcdeploy_azure.condition import version
from mcdeploy_azure.notes import note
from mcdeploy_azure.translate import code

AT_ONCE = 4000 * 2**20
"""Bytes of the largest block."""

PATIENCE = 3600
"""Seconds in which a block must have been fetched."""

SEND = "let this machine send the bytes instead"


def pull(client: Client, who: str, url: str, key: str, size: int, whole: Checksums) -> Stat:
    """Fetch `size` bytes to the key. Without a byte there is nothing to fetch."""
    told = whole.crc64nvme
    if told is None or size > AT_ONCE:
        said = f"Azure proves the CRC64 of at most {AT_ONCE // 2**20} MiB that it fetches"
        raise Unsupported(who, "pull", f"{key}: {said}", remedy=SEND)
    blob = client.blob(key)
    block = blocks.name(Upload(key, uuid4().hex), 1)
    if size:
        blob.stage_block_from_url(
            block,
            url,
            source_offset=0,
            source_length=size,
            source_contentcrc64=checksum.encoded(told),
            read_timeout=PATIENCE,
        )
    answer = blob.commit_block_list([BlobBlock(block)] if size else [], metadata=note(told))
    return Stat(key, size, version(str(answer["etag"])), noted=Checksums(crc64nvme=told))


def without_secret(url: str) -> str:
    """The URL as far as it may be shown: what signs it follows the question mark."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def source_refused(error: HttpResponseError, who: str, url: str) -> AccessDenied | None:
    """Whether it is the source, and not Azure, that refused."""
    if code(error) != "CannotVerifyCopySource" or error.status_code not in (401, 403):
        return None
    said = f"Azure may not read {without_secret(url)} ({error.status_code})"
    return AccessDenied(who, "pull", said, remedy="sign the URL anew, for longer; or " + SEND)
