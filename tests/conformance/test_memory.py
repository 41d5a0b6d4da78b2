"""The specification keeps its own promises."""

import pytest

from mcdeploy.store.contract import Store
from mcdeploy.testing.conformance import Address, OpenStore, StoreConformance
from mcdeploy.testing.memory import MemoryStore


class TestMemory(StoreConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls) -> OpenStore:
        one: Store = MemoryStore(cloud={})
        return lambda: one

    @pytest.fixture(scope="class")
    @classmethod
    def address(cls) -> Address:
        return lambda key: f"memory://memory/{key}"
