"""Google Cloud Storage, as fake-gcs-server plays it, with sessions as the service keeps them."""

from collections.abc import Iterator
from typing import ClassVar

import pytest

from mcdeploy.domain import Target
from mcdeploy.testing.conformance import Address, OpenStore, StoreConformance
from mcdeploy.testing.emulators import GcsRig
from mcdeploy_gcp import provider


class TestFakeGcs(StoreConformance):
    deviations: ClassVar = {
        "test_a_conditional_delete_refuses_a_stale_version": "deletes ignore stale generations",
    }

    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls, gcs_sessions: GcsRig) -> Iterator[OpenStore]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("STORAGE_EMULATOR_HOST", gcs_sessions.url)
            provider.create(target := Target("b", "gcp", "", settings={"bucket": "conformance"}))
            yield lambda: provider.open(target)

    @pytest.fixture(scope="class")
    @classmethod
    def address(cls) -> Address:
        return lambda key: f"gs://conformance/{key}"
