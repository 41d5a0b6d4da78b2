"""The specification keeps its own promises."""

import pytest

from mcdeploy.store.contract import Store
from mcdeploy.testing.conformance import OpenStore, StoreConformance
from mcdeploy.testing.memory import MemoryStore


class TestMemory(StoreConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls) -> OpenStore:
        one: Store = MemoryStore()
        return lambda: one
