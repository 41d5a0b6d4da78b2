"""Any store, through apache-libcloud: its folder, and an S3."""

from pathlib import Path
from typing import ClassVar

import pytest

from mcdeploy.domain import Target
from mcdeploy.testing.conformance import OpenStore, StoreConformance
from mcdeploy.testing.emulators import S3Rig
from mcdeploy_libcloud import provider


def _opener(**settings: object) -> OpenStore:
    target = Target("rack", "libcloud", "", settings={"container": "conformance", **settings})
    provider.create(target)
    return lambda: provider.open(target)


class TestFolder(StoreConformance):
    deviations: ClassVar = {
        "test_nothing_is_seen_before_all_parts_are_there": "the driver writes in place",
        "test_the_store_tells_the_same_story_as_the_specification": "`a` excludes `a/b`",
        "test_a_key_may_be_a_folder_of_another": "`a` excludes `a/b`",
    }

    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls, tmp_path_factory: pytest.TempPathFactory) -> OpenStore:
        folder: Path = tmp_path_factory.mktemp("folder")
        return _opener(driver="local", key=str(folder))


class TestMinio(StoreConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls, moto: S3Rig) -> OpenStore:
        return _opener(
            driver="minio",
            key=moto.access_key,
            secret=moto.secret_key,
            host="127.0.0.1",
            port=moto.port,
            secure=False,
        )
