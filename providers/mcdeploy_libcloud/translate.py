"""libcloud's errors, said in the store's words.

Many drivers put the HTTP status only into a sentence, so it is taken from the last answer.
"""

import errno
import shlex
from pathlib import Path
from typing import Any

from libcloud.common.exceptions import BaseHTTPError
from libcloud.common.types import InvalidCredsError, LibcloudError
from libcloud.storage.types import (
    ContainerDoesNotExistError,
    ObjectDoesNotExistError,
    ObjectError,
)
from requests import RequestException

from mcdeploy.errors import (
    AccessDenied,
    BucketMissing,
    NotFound,
    StoreError,
    Unavailable,
    Unsupported,
)
from mcdeploy.store import retry_after
from mcdeploy_libcloud import LibcloudSettings

_LONGEST = 300  # characters of what the library said
_S3 = ("s3", "minio", "digitalocean_spaces", "scaleway", "ovh", "auroraobjects")
_PATH = (errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)


class Translator:
    """Knows the target well enough to say what to do, and what not to say."""

    def __init__(self, who: str, settings: LibcloudSettings) -> None:
        self._who = who
        self._given = settings

    def translation(self, error: Exception, operation: str, response: Any) -> StoreError:
        if isinstance(error, ContainerDoesNotExistError):
            return self.no_container(operation)
        if isinstance(error, ObjectDoesNotExistError) or type(error) is ObjectError:
            return NotFound(self._who, operation, f"there is no {error.object_name}")
        if isinstance(error, InvalidCredsError):
            return self._denied(operation)
        if isinstance(error, RequestException):
            return self._unavailable(operation, error, None)
        if isinstance(error, OSError):
            return self._from_system(error, operation)
        if isinstance(error, (LibcloudError, BaseHTTPError)):
            return self._from_answer(error, operation, response)
        return StoreError(self._who, operation, f"libcloud failed: {self.said(error)}")

    def _from_answer(self, error: Exception, operation: str, response: Any) -> StoreError:
        status = getattr(error, "code", None) or getattr(response, "status_code", None)
        if status in (401, 403):
            return self._denied(operation)
        if status == 404:
            return self.no_container(operation)
        if status is None or status == 429 or status >= 500:
            return self._unavailable(operation, error, _retry_after(response))
        return StoreError(self._who, operation, self.said(error))

    def _from_system(self, error: OSError, operation: str) -> StoreError:
        if error.errno in _DENIED:
            return self._denied(operation)
        if error.errno in _PATH:
            return Unsupported(self._who, operation, f"a file system cannot hold it: {error}")
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return StoreError(self._who, operation, str(error), remedy="free space there")
        return self._unavailable(operation, error, None)

    def _unavailable(
        self, operation: str, error: Exception, retry_after: float | None
    ) -> Unavailable:
        return Unavailable(
            self._who,
            operation,
            self.said(error),
            remedy="see that the store answers at the target's host and port, then run again",
            retry_after=retry_after,
        )

    def _denied(self, operation: str) -> AccessDenied:
        return AccessDenied(
            self._who,
            operation,
            f"the credentials do not allow it in {self._given.container}",
            remedy="check key and secret of the target, and what they are allowed to do",
        )

    def no_container(self, operation: str) -> BucketMissing:
        return BucketMissing(
            self._who,
            operation,
            f"there is no container {self._given.container}",
            remedy=self._command(),
        )

    def said(self, error: Exception) -> str:
        """What the library said, short and without the secret."""
        said = str(getattr(error, "value", None) or error) or type(error).__name__
        for hidden in (self._given.secret, self._given.key):
            if hidden is not None and hidden.get_secret_value():
                said = said.replace(hidden.get_secret_value(), "***")
        return said[:_LONGEST]

    def _command(self) -> str:
        given, name = self._given, shlex.quote(self._given.container)
        if given.driver == "local":
            return (
                f"mkdir -p {shlex.quote(str(Path(given.key.get_secret_value(), given.container)))}"
            )
        if given.driver.startswith(_S3):
            return f"aws s3 mb s3://{name}" + self._endpoint()
        if given.driver == "google_storage":
            return f"gcloud storage buckets create gs://{name}"
        if given.driver == "azure_blobs":
            return f"az storage container create --name {name}"
        return f"make the container {name} with the tools of {given.driver}"

    def _endpoint(self) -> str:
        if self._given.host is None:
            return ""
        scheme = "https" if self._given.secure else "http"
        port = f":{self._given.port}" if self._given.port else ""
        return f" --endpoint-url {scheme}://{self._given.host}{port}"


def _retry_after(response: Any) -> float | None:
    return None if response is None else retry_after.seconds(response.headers.get("retry-after"))
