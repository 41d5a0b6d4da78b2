"""The clouds that the emulators play, and how each client is told of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mcdeploy.sandbox.azurite import ACCOUNT, AZURITE, KEY
from mcdeploy.sandbox.emulator import Emulator
from mcdeploy.sandbox.fake_gcs import FAKE_GCS
from mcdeploy.sandbox.seaweedfs import ACCESS_KEY, REGION, SEAWEEDFS, SECRET_KEY

BUCKET = "models"


@dataclass(frozen=True, slots=True)
class Cloud:
    """By the emulator's URL: what a target of ours says in its settings, the variables that the
    SDKs read, and what a remote of rclone is told."""

    provider: str
    region: str
    emulator: Emulator
    settings: Callable[[str], Mapping[str, object]]
    variables: Callable[[str], Mapping[str, str]]
    remote: Callable[[str], Mapping[str, str]]


def _aws(url: str) -> Mapping[str, object]:
    return {"bucket": BUCKET, "endpoint": url}


def _aws_variables(url: str) -> Mapping[str, str]:
    named = SEAWEEDFS.environment(url)
    return {name: value for name, value in named.items() if name != "AWS_ENDPOINT_URL_S3"}


def _aws_remote(url: str) -> Mapping[str, str]:
    keys = {"access_key_id": ACCESS_KEY, "secret_access_key": SECRET_KEY}
    return {"type": "s3", "provider": "SeaweedFS", "endpoint": url, "region": REGION, **keys}


def _gcp(url: str) -> Mapping[str, object]:
    del url  # the SDK reads it from its own variable
    return {"bucket": BUCKET}


def _gcp_remote(url: str) -> Mapping[str, str]:
    options = {"anonymous": "true", "bucket_policy_only": "true"}
    return {"type": "google cloud storage", "endpoint": f"{url}/storage/v1/", **options}


def _azure(url: str) -> Mapping[str, object]:
    where = {"account": ACCOUNT, "container": BUCKET, "endpoint": f"{url}/{ACCOUNT}"}
    return {**where, "checksum": "md5"}


def _azure_variables(url: str) -> Mapping[str, str]:
    del url
    return {"AZURE_STORAGE_KEY": KEY}


def _azure_remote(url: str) -> Mapping[str, str]:
    return {"type": "azureblob", "account": ACCOUNT, "key": KEY, "endpoint": f"{url}/{ACCOUNT}"}


S3 = Cloud("aws", REGION, SEAWEEDFS, _aws, _aws_variables, _aws_remote)
GCS = Cloud("gcp", "europe-west1", FAKE_GCS, _gcp, FAKE_GCS.environment, _gcp_remote)
BLOB = Cloud("azure", "japaneast", AZURITE, _azure, _azure_variables, _azure_remote)

FOUR: Mapping[str, Cloud] = {"seaweedfs-1": S3, "seaweedfs-2": S3, "fake-gcs": GCS, "azurite": BLOB}
THREE: Mapping[str, Cloud] = {"seaweedfs": S3, "fake-gcs": GCS, "azurite": BLOB}
