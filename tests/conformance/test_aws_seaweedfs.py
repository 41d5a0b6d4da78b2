"""S3 as SeaweedFS plays it, asked as the sandbox asks it."""

from collections.abc import Iterator
from typing import ClassVar
from unittest.mock import patch

import pytest

from mcdeploy.domain import Target
from mcdeploy.sandbox.seaweedfs import SEAWEEDFS
from mcdeploy.testing.conformance import OpenStore, StoreConformance
from mcdeploy.testing.emulators import S3Rig
from mcdeploy_aws import provider


class TestSeaweedFS(StoreConformance):
    deviations: ClassVar = {
        "test_a_key_may_be_a_folder_of_another": "SeaweedFS keeps a folder for every prefix"
    }

    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls, seaweedfs: S3Rig) -> Iterator[OpenStore]:
        target = Target("aws", "aws", "s3://rig", "us-east-1", settings={"bucket": "rig"})
        with patch.dict("os.environ", SEAWEEDFS.environment(seaweedfs.url)):
            provider.create(target)
            yield lambda: provider.open(target)
