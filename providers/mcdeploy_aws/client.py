"""The boto3 client: the one place where the SDK's untyped world begins."""

import os
from functools import lru_cache
from threading import Lock
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from mcdeploy.store.body import CONNECTIONS, TIMEOUTS
from mcdeploy_aws import signing
from mcdeploy_aws.settings import AwsSettings, Checksum

Client = Any
"""A boto3 client of S3. boto3 makes its classes at run time, so there is no type to name."""

Environment = tuple[tuple[str, str], ...]
"""The variables that the SDK reads, and their values."""

_LOCK = Lock()


def connect(settings: AwsSettings, region: str | None) -> Client:
    """A client with credentials from the default chain. Sends nothing.

    A region that nobody names is the profile's, and us-east-1 where that says nothing either.
    """
    endpoint = settings.endpoint or _endpoint_of_environment()
    signs = settings.checksum is Checksum.NONE or (endpoint or "").startswith("http:")
    with _LOCK:  # a session makes one client at a time
        session = _session(settings.profile, _environment())
        client = session.client(
            "s3",
            region_name=region or session.region_name or "us-east-1",
            endpoint_url=settings.endpoint,
            config=_config(signs=signs),
        )
    client.meta.events.register_first("needs-retry.s3", _stay)
    if signs:
        signing.whole(client, session)
    return client


@lru_cache(maxsize=8)
def _session(profile: str | None, environment: Environment) -> Any:
    """A session reads the SDK's description of S3 once, which takes most of the time that it takes
    to make a client; credentials that end it renews by itself."""
    del environment  # what it was read from
    return boto3.Session(profile_name=profile)


def _environment() -> Environment:
    names = ("HOME", "AWS_")
    return tuple(sorted((n, v) for n, v in os.environ.items() if n.startswith(names)))


def _endpoint_of_environment() -> str | None:
    return os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")


def _config(*, signs: bool) -> Config:
    return Config(
        connect_timeout=TIMEOUTS[0],
        read_timeout=TIMEOUTS[1],
        retries={"total_max_attempts": 1, "mode": "standard"},
        max_pool_connections=CONNECTIONS,
        signature_version="s3v4",
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3=_s3(signs=signs),
    )


def _s3(*, signs: bool) -> dict[str, object]:
    """Never the global endpoint, which answers for any region. Over TLS a checksum makes a SHA-256
    of every body superfluous; over plain HTTP only the signature of the body tells who sent it."""
    options: dict[str, object] = {"us_east_1_regional_endpoint": "regional"}
    return options if signs else options | {"payload_signing_enabled": False}


def _stay(response: Any, operation: Any, **_: Any) -> None:
    """Raise what the store answered, before the SDK follows the bucket into another region, where
    the data may not be allowed to go."""
    if response is not None and response[0].status_code >= 300:
        raise ClientError(response[1], operation.name)
