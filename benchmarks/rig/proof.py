"""What lies in the places after a run, found without the engine's own help."""

import contextlib
import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from mcdeploy.domain import File
from mcdeploy.records.keys import RELEASE
from mcdeploy.sandbox.azurite import ACCOUNT, KEY
from mcdeploy.store.contract import Store
from rig.cloud import BLOB, BUCKET, S3
from rig.payload import Payload
from rig.place import Place, Places

BESIDE = ("channels", "history")  # what a deployment has in a bucket beside its releases


def differing(payload: Payload, places: Places) -> list[str]:
    """The files that are not on a place, or are other bytes there: each is read whole."""
    with ThreadPoolExecutor(len(places.by_name)) as pool:
        found = pool.map(lambda place: list(_differing(payload, place)), places)
        return [one for those in found for one in those]


def _differing(payload: Payload, place: Place) -> Iterator[str]:
    with contextlib.closing(place.open()) as store:
        keys = [stat.key for stat in store.list(f"{payload.name}/")]
        for file in payload.files:
            ours = [key for key in keys if key.endswith(f"/{file.path}")]
            if len(ours) != 1 or not _equal(store, ours[0], file):
                yield f"{place.name}: {file.path}"


def _equal(store: Store, key: str, file: File) -> bool:
    running = hashlib.sha256()
    for chunk in store.read(key).chunks:
        running.update(chunk)
    return running.hexdigest() == file.checksums.sha256


def unfinished(payload: Payload, places: Places) -> list[str]:
    """What lies in the buckets and is no part of what was to be carried: uploads that nobody ended,
    and objects that belong to nothing. Of its sessions fake-gcs-server shows none."""
    return [f"{place.name}: {one}" for place in places for one in _unfinished(payload, place)]


def _unfinished(payload: Payload, place: Place) -> Iterator[str]:
    if place.cloud is S3:
        yield from _multipart(place)
    if place.cloud is BLOB:
        yield from _uncommitted(place)
    with contextlib.closing(place.open()) as store:
        for stat in store.list(""):
            if not _belongs(stat.key, payload):
                yield f"object {stat.key}"


def _belongs(key: str, payload: Payload) -> bool:
    name, _, rest = key.partition("/")
    ours = any(key.endswith(f"/{file.path}") for file in payload.files)
    return name == payload.name and (
        ours or rest.endswith(f"/{RELEASE}") or rest.partition("/")[0] in BESIDE
    )


def _multipart(place: Place) -> Iterator[str]:
    import boto3

    s3 = boto3.client("s3", endpoint_url=place.url)
    for page in s3.get_paginator("list_multipart_uploads").paginate(Bucket=BUCKET):
        yield from (f"upload of {upload['Key']}" for upload in page.get("Uploads", ()))


def _uncommitted(place: Place) -> Iterator[str]:
    from azure.core.credentials import AzureNamedKeyCredential
    from azure.storage.blob import ContainerClient

    account = str(place.target.settings["endpoint"])
    credential = AzureNamedKeyCredential(ACCOUNT, KEY)
    with ContainerClient(account, BUCKET, credential=credential) as container:
        whole = {blob.name for blob in container.list_blobs()}
        every = {blob.name for blob in container.list_blobs(include=["uncommittedblobs"])}
    yield from (f"blocks of {name}" for name in every - whole)
