"""A folder, through apache-libcloud."""

from typing import ClassVar

import pytest

from mcdeploy.domain import Target
from mcdeploy.testing.conformance import OpenStore, StoreConformance
from mcdeploy_libcloud import provider


class TestLibcloudFolder(StoreConformance):
    deviations: ClassVar = {
        "test_nothing_is_seen_before_all_parts_are_there": "libcloud's driver writes in place",
    }

    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls, tmp_path_factory: pytest.TempPathFactory) -> OpenStore:
        settings = {"driver": "local", "key": str(tmp_path_factory.mktemp("folder"))}
        target = Target("rack", "libcloud", "", settings=settings | {"container": "conformance"})
        provider.create(target)
        return lambda: provider.open(target)
