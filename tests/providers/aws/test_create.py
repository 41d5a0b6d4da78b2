"""Making the bucket."""

import pytest

from mcdeploy.domain import Target
from mcdeploy.errors import StoreError
from mcdeploy.store.contract import Absent
from mcdeploy.testing.emulators import S3Rig
from mcdeploy_aws import provider

from .answering import Answer, Open, error


def _target(endpoint: str, region: str | None, bucket: str) -> Target:
    settings = {"bucket": bucket, "endpoint": endpoint}
    return Target("rack", "aws", "", region, settings=settings)


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1", None])
def test_a_bucket_is_made_in_its_region_and_only_once(
    open_at: Open, moto: S3Rig, region: str | None
) -> None:
    """moto refuses a place that is not the one that the request is signed for, as S3 does."""
    bucket = f"made-{region}".lower()
    provider.create(_target(moto.url, region, bucket))
    store = open_at(moto.url, region, bucket=bucket)
    store.put("a", b"x", Absent())
    provider.create(_target(moto.url, region, bucket))
    assert [stat.key for stat in store.list("")] == ["a"]


def test_a_bucket_of_seaweedfs_is_made_once(open_at: Open, seaweedfs: S3Rig) -> None:
    for _ in range(2):
        provider.create(_target(seaweedfs.url, "us-east-1", "made-once"))
    assert list(open_at(seaweedfs.url, bucket="made-once").list("")) == []


def test_a_name_that_somebody_else_has_is_refused(answering: Answer) -> None:
    """No emulator has a second owner."""
    server = answering(error(409, "BucketAlreadyExists"), error(403, "AccessDenied"))
    with pytest.raises(StoreError, match="choose another name"):
        provider.create(_target(server.url, "us-east-1", "taken"))
