"""S3 as SeaweedFS plays it, asked as the sandbox asks it."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from mcdeploy.domain import Target
from mcdeploy.sandbox.seaweedfs import SEAWEEDFS
from mcdeploy.testing.conformance import Address, OpenStore, StoreConformance
from mcdeploy.testing.emulators import S3Rig
from mcdeploy_aws import provider


class TestSeaweedFS(StoreConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls, seaweedfs: S3Rig) -> Iterator[OpenStore]:
        target = Target("aws", "aws", "s3://rig", "us-east-1", settings={"bucket": "rig"})
        with patch.dict("os.environ", SEAWEEDFS.environment(seaweedfs.url)):
            provider.create(target)
            yield lambda: provider.open(target)

    @pytest.fixture(scope="class")
    @classmethod
    def address(cls) -> Address:
        return lambda key: f"s3://rig/{key}"
