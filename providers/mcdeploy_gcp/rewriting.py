"""Copies that Cloud Storage makes by itself, within a bucket and between buckets.

A large object takes several calls, each of which goes on where the token of the one before says,
and appears with the last (cloud.google.com/storage/docs/json_api/v1/objects/rewrite, read November
2026).
"""

from mcdeploy.errors import Unsupported
from mcdeploy.store.body import TIMEOUTS
from mcdeploy.store.contract import Stat
from mcdeploy_gcp import GcpSettings, stat
from mcdeploy_gcp.client import Client


def rewrite(client: Client, bucket: str, source: str, key: str) -> Stat:
    """Copy an object of any bucket to the key; what the service then holds there."""
    origin, made = client.sdk.bucket(bucket).blob(source), client.blob(key)
    token, *_ = made.rewrite(origin, timeout=TIMEOUTS, retry=None)
    while token:
        token, *_ = made.rewrite(origin, token=token, timeout=TIMEOUTS, retry=None)
    return stat.of_blob(made)


def origin(settings: GcpSettings, who: str, url: str) -> tuple[str, str]:
    """Bucket and key of a URL that begins as the locations of this service do."""
    if not url.startswith(settings.near):
        raise Unsupported(who, "pull", f"Cloud Storage cannot fetch {url}")
    bucket, _, key = url.removeprefix(settings.near).partition("/")
    return bucket, key
