"""What the SDK raises, said in the contract's errors."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from azure.core.exceptions import AzureError, ClientAuthenticationError, HttpResponseError

from mcdeploy.errors import (
    AccessDenied,
    BucketMissing,
    ConditionFailed,
    Damaged,
    NotFound,
    StoreError,
    Unavailable,
)
from mcdeploy.store import retry_after
from mcdeploy.store.cause import root_cause

LOGIN = (
    "run `az login`, or set AZURE_STORAGE_CONNECTION_STRING or AZURE_STORAGE_KEY; an identity "
    "needs the role Storage Blob Data Contributor"
)
WAIT = "wait and run the same command again; https://status.azure.com tells of outages"
OCCUPIED = ("BlobAlreadyExists", "UnauthorizedBlobOverwrite")
DAMAGED = ("Md5Mismatch", "Crc64Mismatch")
BUSY = ("ContainerBeingDeleted", "ContainerDisabled", "AccountBeingCreated", "OperationTimedOut")


class Translation:
    """Errors of one target's container; `create` is the command that makes it."""

    def __init__(self, who: str, container: str, create: str) -> None:
        self.who = who
        self.container = container
        self.create = create

    @contextmanager
    def during(self, operation: str, what: str) -> Iterator[None]:
        """Raise the contract's errors for an operation on `what`."""
        try:
            yield
        except ClientAuthenticationError as error:
            raise AccessDenied(self.who, operation, _said(error), remedy=LOGIN) from error
        except HttpResponseError as error:
            raise self._answer(operation, what, error) from error
        except AzureError as error:
            cause = root_cause(error.inner_exception or error)
            raise Unavailable(
                self.who, operation, f"{what}: no answer ({cause})", remedy=WAIT
            ) from error

    def _answer(self, operation: str, what: str, error: HttpResponseError) -> StoreError:
        status, named = error.status_code, code(error)
        said = f"{what}: {_said(error)} ({status} {named})"
        if named == "ContainerNotFound":
            missing = f"there is no container {self.container}"
            return BucketMissing(self.who, operation, missing, remedy=f"make it: {self.create}")
        if named in DAMAGED:
            return Damaged(self.who, operation, said)
        if status in (304, 412) or named in OCCUPIED:
            return ConditionFailed(self.who, operation, f"{what} is not in the expected state")
        if status in (401, 403):
            return AccessDenied(self.who, operation, said, remedy=LOGIN)
        if status == 404:
            return NotFound(self.who, operation, f"there is no {what}")
        if status is None or status in (408, 429) or status >= 500 or named in BUSY:
            return Unavailable(
                self.who, operation, said, remedy=WAIT, retry_after=_retry_after(error)
            )
        return StoreError(self.who, operation, said)


def code(error: HttpResponseError) -> str:
    """The service's name for the error; the SDK adds it to the exception."""
    named = getattr(error, "error_code", None) or ""
    return str(getattr(named, "value", named))


def _said(error: AzureError) -> str:
    return str(error.message).partition("\n")[0]


def _retry_after(error: HttpResponseError) -> float | None:
    """The wait in seconds that the service asked for."""
    headers: Mapping[str, str] = getattr(error.response, "headers", None) or {}
    return retry_after.seconds(headers.get("Retry-After"))
