"""What the SDK, its transport and its credentials raise, said in the contract's errors."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import requests
import urllib3
from google.api_core.exceptions import GoogleAPICallError
from google.auth.exceptions import GoogleAuthError, TransportError
from google.cloud.storage.exceptions import DataCorruption

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

GONE = (404, 410, 499)  # 499: the upload session was cancelled
LOGIN = (
    "run `gcloud auth application-default login`, or let GOOGLE_APPLICATION_CREDENTIALS name the "
    "key file of a service account"
)
WAIT = "wait and run the same command again; https://status.cloud.google.com tells of outages"


class Translation:
    """Errors of one target's bucket. `exists` asks the service whether the bucket is there."""

    def __init__(self, who: str, bucket: str, create: str, exists: Callable[[], bool]) -> None:
        self.who = who
        self.bucket = bucket
        self.create = create
        self.exists = exists

    @contextmanager
    def during(self, operation: str, what: str) -> Iterator[None]:
        """Raise the contract's errors for an operation on `what`."""
        try:
            yield
        except GoogleAPICallError as error:
            raise self._answer(operation, what, error) from error
        except DataCorruption as error:
            raise Damaged(self.who, operation, f"{what} arrived damaged") from error
        except GoogleAuthError as error:
            raise self._credentials(operation, error) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise Unavailable(
                self.who, operation, f"{what}: no answer ({root_cause(error)})", remedy=WAIT
            ) from error

    def _answer(self, operation: str, what: str, error: GoogleAPICallError) -> StoreError:
        status, said = int(error.code or 0), f"{what}: {error.message} ({error.code})"
        if status in (401, 403):
            return AccessDenied(self.who, operation, said, remedy=self._grant())
        if status in (304, 412):
            return ConditionFailed(self.who, operation, f"{what} is not in the expected state")
        if status in GONE:
            return self._missing(operation, what)
        if status in (408, 429) or status >= 500:
            return Unavailable(
                self.who, operation, said, remedy=WAIT, retry_after=_retry_after(status, error)
            )
        if status == 400 and any(word in said for word in ("CRC32C", "MD5", "Checksum")):
            return Damaged(self.who, operation, said)
        return StoreError(self.who, operation, said)

    def _missing(self, operation: str, what: str) -> StoreError:
        if self.exists():
            return NotFound(self.who, operation, f"there is no {what}")
        said = f"there is no bucket {self.bucket}"
        return BucketMissing(self.who, operation, said, remedy=f"make it: {self.create}")

    def _credentials(self, operation: str, error: GoogleAuthError) -> StoreError:
        if isinstance(error, TransportError) or error.retryable:
            said = f"no answer to the credentials ({root_cause(error)})"
            return Unavailable(self.who, operation, said, remedy=WAIT)
        return AccessDenied(self.who, operation, str(error), remedy=LOGIN)

    def _grant(self) -> str:
        return (
            f"grant the account roles/storage.objectUser on gs://{self.bucket}, or use another: "
            + LOGIN
        )


def _retry_after(status: int, error: GoogleAPICallError) -> float | None:
    """The wait that the service asked for. A 429 without one is most often the limit of one write
    a second to one object name (cloud.google.com/storage/quotas, November 2026)."""
    headers = {} if error.response is None else error.response.headers
    asked = retry_after.seconds(headers.get("Retry-After"))
    return 1.0 if asked is None and status == 429 else asked
