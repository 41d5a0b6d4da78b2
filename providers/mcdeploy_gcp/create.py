"""Making a bucket, and the command that does the same by hand."""

from google.api_core.exceptions import Conflict, Forbidden, GoogleAPICallError, NotFound
from google.auth.exceptions import GoogleAuthError
from requests import RequestException

from mcdeploy.errors import AccessDenied, UsageError
from mcdeploy.store.body import TIMEOUTS
from mcdeploy_gcp import GcpSettings
from mcdeploy_gcp.client import Client
from mcdeploy_gcp.residence import demand
from mcdeploy_gcp.translate import Translation


def command(settings: GcpSettings, region: str | None) -> str:
    """What a person types to make the bucket."""
    options = [
        f"--project={settings.project}" if settings.project else "",
        f"--location={region}" if region else "",
        "--uniform-bucket-level-access",
    ]
    return " ".join(
        ["gcloud storage buckets create", f"gs://{settings.bucket}", *filter(None, options)]
    )


def exists(client: Client) -> bool:
    """Whether the bucket is there, asked with the right to list objects that every role has."""
    try:
        list(client.sdk.list_blobs(client.bucket, max_results=1, timeout=TIMEOUTS, retry=None))
    except NotFound:
        return False
    except (GoogleAPICallError, GoogleAuthError, RequestException):
        return True
    return True


def create(who: str, settings: GcpSettings, region: str | None) -> None:
    """Make the bucket in the region, its access ruled by IAM alone."""
    client = Client(settings)
    errors = Translation(who, settings.bucket, command(settings, region), lambda: True)
    try:
        with errors.during("create", f"bucket {settings.bucket}"):
            _create(who, client, region)
    finally:
        client.close()


def _create(who: str, client: Client, region: str | None) -> None:
    bucket = client.bucket
    bucket.iam_configuration.uniform_bucket_level_access_enabled = True
    try:
        client.sdk.create_bucket(bucket, location=region, timeout=TIMEOUTS, retry=None)
    except Conflict:
        _ours(who, client, region)
    except ValueError as error:
        raise UsageError(
            who,
            f"which project pays for the bucket {client.settings.bucket}?",
            remedy="add `project: …` to the target, or set GOOGLE_CLOUD_PROJECT",
        ) from error


def _ours(who: str, client: Client, region: str | None) -> None:
    """Bucket names are shared by the whole world: one that we may look at is taken for ours."""
    bucket = client.bucket
    try:
        bucket.reload(timeout=TIMEOUTS, retry=None)
    except Forbidden as error:
        said = f"the bucket {client.settings.bucket} belongs to somebody else"
        raise AccessDenied(who, "create", said, remedy="choose another name") from error
    demand(who, "create", bucket, region)
