"""A folder keeps the contract."""

from pathlib import Path
from typing import ClassVar

import pytest

from mcdeploy.testing.conformance import Address, OpenStore, StoreConformance
from mcdeploy_local.store import LocalStore


class TestLocal(StoreConformance):
    root: ClassVar[Path]

    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls, tmp_path_factory: pytest.TempPathFactory) -> OpenStore:
        cls.root = tmp_path_factory.mktemp("a rack").resolve()
        return lambda: LocalStore("rack", cls.root)

    @pytest.fixture(scope="class")
    @classmethod
    def address(cls) -> Address:
        return lambda key: f"{cls.root.as_uri()}/{key}"
