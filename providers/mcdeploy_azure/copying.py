"""Copies inside the account, and URLs that anybody can read from."""

import time
from datetime import UTC, datetime, timedelta

from azure.storage.blob import BlobSasPermissions, generate_blob_sas

from mcdeploy.errors import Unavailable, Unsupported
from mcdeploy_azure.client import Client

AT_ONCE = 256 * 2**20
"""Up to so many bytes Azure copies before it answers; more it copies while we ask."""

PATIENCE = 3600
"""Seconds in which a copy inside one account must have ended."""


def sign(client: Client, who: str, key: str, seconds: int) -> str:
    """A URL with a shared access signature, made here with the account's key."""
    if client.key is None:
        raise Unsupported(
            who,
            "sign",
            "only the account's key signs URLs without asking the service",
            remedy="set AZURE_STORAGE_KEY: `az storage account keys list "
            f"--account-name {client.account}`",
        )
    signature = generate_blob_sas(
        client.account,
        client.name,
        key,
        account_key=client.key,
        permission=BlobSasPermissions(read=True),
        expiry=datetime.now(UTC) + timedelta(seconds=seconds),
    )
    return f"{client.blob(key).url}?{signature}"


def copy(client: Client, who: str, source: str, key: str, size: int) -> None:
    """Copy `size` bytes; a reader sees the old object until a small copy is whole, and a large
    copy under its way."""
    blob = client.blob(key)
    if client.key is not None and size <= AT_ONCE:
        blob.start_copy_from_url(sign(client, who, source, PATIENCE), requires_sync=True)
        return
    state: object = blob.start_copy_from_url(client.blob(source).url)["copy_status"]
    for _ in range(PATIENCE):
        if state != "pending":
            break
        time.sleep(1)
        state = blob.get_blob_properties().copy.status
    if state != "success":
        raise Unavailable(who, "copy", f"the copy to {key} is {state}", remedy="run it again")
