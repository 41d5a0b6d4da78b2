"""The bucket: one client, and every request to it with its errors translated."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from mcdeploy.domain import Target
from mcdeploy.errors import AccessDenied, BucketMissing, NotFound
from mcdeploy_aws.client import connect
from mcdeploy_aws.errors import SDK_ERRORS, translate
from mcdeploy_aws.remedies import remedy
from mcdeploy_aws.request import Request
from mcdeploy_aws.settings import AwsSettings

Answer = Mapping[str, Any]


class Bucket:
    """What the rooms of the store have in common."""

    def __init__(self, target: Target) -> None:
        self._seen = False
        self.name = target.name
        self.settings = AwsSettings.model_validate(target.settings)
        self._request = Request(target.name, self.settings, target.region or "")
        with self.translating("open"):
            self.client = connect(self.settings, target.region)
        self._request = Request(target.name, self.settings, self.client.meta.region_name)

    def ask(
        self, operation: str, method: Callable[..., Answer], key: str = "", **parameters: Any
    ) -> Answer:
        """One request to the bucket, about one object when there is a key."""
        about = {"Key": key} if key else {}
        with self.translating(operation, key):
            return method(Bucket=self.settings.bucket, **about, **parameters)

    def pages(
        self, operation: str, method: Callable[..., Answer], *markers: str, **parameters: Any
    ) -> Iterator[Answer]:
        """Every page of a listing; `markers` name the parameters that ask for the next one."""
        while True:
            page = self.ask(operation, method, **parameters)
            yield page
            if not page.get("IsTruncated"):
                return
            parameters |= {marker: page[f"Next{marker}"] for marker in markers}

    @contextmanager
    def translating(self, operation: str, key: str = "") -> Iterator[None]:
        request = self._request.of(operation, key)
        try:
            yield
        except SDK_ERRORS as error:
            ours = translate(error, request)
            if isinstance(ours, (AccessDenied, NotFound)) and key:
                self._demand_bucket(request)
            raise ours from error

    def _demand_bucket(self, request: Request) -> None:
        """Say that it is the bucket that is missing where the store does not: to a HEAD it cannot,
        and SeaweedFS calls a write to a missing bucket forbidden."""
        self._seen = self._seen or self._is_there()
        if not self._seen:
            raise BucketMissing(
                request.who,
                request.operation,
                f"there is no bucket {self.settings.bucket}",
                remedy=remedy(BucketMissing, request),
            )

    def _is_there(self) -> bool:
        """False only when the store says so: a look may be forbidden or fail."""
        try:
            self.client.head_bucket(Bucket=self.settings.bucket)
        except SDK_ERRORS as error:
            return not isinstance(translate(error, self._request), NotFound)
        return True

    def close(self) -> None:
        self.client.close()
