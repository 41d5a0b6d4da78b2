"""A folder keeps the contract."""

from pathlib import Path

import pytest

from mcdeploy.testing.conformance import OpenStore, StoreConformance
from mcdeploy_local.store import LocalStore


class TestLocal(StoreConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls, tmp_path_factory: pytest.TempPathFactory) -> OpenStore:
        root: Path = tmp_path_factory.mktemp("rack").resolve()
        return lambda: LocalStore("rack", root)
