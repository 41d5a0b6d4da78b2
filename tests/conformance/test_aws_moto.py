"""S3 as moto plays it, asked as the sandbox asks it."""

from collections.abc import Iterator
from typing import ClassVar
from unittest.mock import patch

import pytest

from mcdeploy.domain import Target
from mcdeploy.sandbox.seaweedfs import SEAWEEDFS
from mcdeploy.testing.conformance import Address, OpenStore, StoreConformance
from mcdeploy.testing.emulators import S3Rig
from mcdeploy_aws import provider


class TestMoto(StoreConformance):
    deviations: ClassVar = {
        "test_a_wrong_checksum_of_the_whole_is_refused": "moto compares no checksums",
        "test_one_of_many_creators_wins": "moto checks without a lock",
        "test_one_of_many_swappers_wins": "moto checks without a lock",
    }

    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls, moto: S3Rig) -> Iterator[OpenStore]:
        target = Target("aws", "aws", "s3://rig", "us-east-1", settings={"bucket": "rig"})
        with patch.dict("os.environ", SEAWEEDFS.environment(moto.url)):
            provider.create(target)
            yield lambda: provider.open(target)

    @pytest.fixture(scope="class")
    @classmethod
    def address(cls) -> Address:
        return lambda key: f"s3://rig/{key}"
