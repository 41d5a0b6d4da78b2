"""Where the bucket is. The names of buckets say nothing of it, and requests find them anywhere."""

from typing import Any

from google.api_core.exceptions import Forbidden

from mcdeploy.errors import AccessDenied, BucketMissing
from mcdeploy.store.body import TIMEOUTS
from mcdeploy_gcp.client import Client, emulated
from mcdeploy_gcp.translate import Translation


class Residence:
    """Asked once for a store, before its first write. Nobody is asked where the manifest names no
    region, nor an emulator, which is on this machine whatever it says."""

    def __init__(self, client: Client, errors: Translation, region: str | None) -> None:
        self._client = client
        self._errors = errors
        self._region = region
        self._proven = region is None or emulated()

    def prove(self, operation: str) -> None:
        """Raises `BucketMissing` when the bucket is not in the region that the manifest says, and
        `AccessDenied` when it may not be known."""
        if not self._proven:
            bucket = self._look(operation)
            demand(self._errors.who, operation, bucket, self._region)
            self._proven = True

    def _look(self, operation: str) -> Any:
        name = self._client.settings.bucket
        with self._errors.during(operation, f"bucket {name}"):
            bucket = self._client.bucket
            try:
                bucket.reload(timeout=TIMEOUTS, retry=None)
            except Forbidden as error:
                raise AccessDenied(
                    self._errors.who,
                    operation,
                    f"these credentials may not know where the bucket {name} is",
                    remedy="grant them storage.buckets.get, for instance by "
                    f"roles/storage.legacyBucketReader on gs://{name}",
                ) from error
            return bucket


def demand(who: str, operation: str, bucket: Any, region: str | None) -> None:
    """Refuse a bucket that is elsewhere, or in several regions at once."""
    found = (bucket.location or "").lower()
    if emulated() or region is None or found in ("", region.lower()):
        return
    kind = bucket.location_type or "region"
    several = "" if kind == "region" else f", which is a {kind}"
    told = f"bucket {bucket.name} is in {found}{several}, not in {region}"
    name_another = f"name a bucket that is in {region} alone"
    raise BucketMissing(
        who,
        operation,
        told,
        remedy=name_another
        if several
        else f"say `region: {found}` for this target, or {name_another}",
    )
