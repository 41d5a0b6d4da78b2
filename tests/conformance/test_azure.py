"""Azure Blob Storage, as Azurite plays it."""

from collections.abc import Iterator
from typing import ClassVar

import pytest

from mcdeploy.domain import Target
from mcdeploy.testing.conformance import OpenStore, StoreConformance
from mcdeploy.testing.emulators import AzureRig
from mcdeploy_azure import provider

SETTINGS = {"account": "modelstokyo", "container": "conformance"}


class TestAzurite(StoreConformance):
    checksum: ClassVar = "crc64nvme"
    deviations: ClassVar = {
        "test_completing_is_create_only": "Put Blob takes uncommitted blocks for an object",
    }

    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls, azurite: AzureRig) -> Iterator[OpenStore]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("AZURE_STORAGE_CONNECTION_STRING", azurite.connection_string)
            settings = {**SETTINGS, "checksum": cls.checksum}
            target = Target("tokyo", "azure", "", settings=settings)
            provider.create(target)
            yield lambda: provider.open(target)


class TestAzuriteWithMd5(TestAzurite):
    checksum: ClassVar = "md5"
