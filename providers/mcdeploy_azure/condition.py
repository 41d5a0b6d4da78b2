"""Versions and conditions as ETags."""

from typing import Any

from azure.core import MatchConditions

from mcdeploy.store.contract import Absent, Condition, Version


def version(etag: str | None) -> Version:
    """An ETag without its quotes, which listings leave away."""
    return Version((etag or "").strip('"'))


def match_on(condition: Condition | None) -> dict[str, Any]:
    """What the SDK's methods take as a condition; an argument that has no use must be left out."""
    if condition is None:
        return {}
    if isinstance(condition, Absent):
        return {"match_condition": MatchConditions.IfMissing}
    return {"etag": f'"{condition.version}"', "match_condition": MatchConditions.IfNotModified}
