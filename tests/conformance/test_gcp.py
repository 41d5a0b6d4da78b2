"""Google Cloud Storage, as fake-gcs-server plays it."""

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
        "test_completing_is_create_only": "resumable sessions ignore ifGenerationMatch",
        "test_another_process_goes_on": "asking a session for its status completes it",
        "test_an_aborted_upload_is_gone_and_aborting_twice_is_no_error": "cancelled sessions stay",
    }

    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls, fake_gcs: GcsRig) -> Iterator[OpenStore]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("STORAGE_EMULATOR_HOST", fake_gcs.url)
            provider.create(target := Target("b", "gcp", "", settings={"bucket": "conformance"}))
            yield lambda: provider.open(target)

    @pytest.fixture(scope="class")
    @classmethod
    def address(cls) -> Address:
        return lambda key: f"gs://conformance/{key}"
