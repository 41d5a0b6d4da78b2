"""An S3, through apache-libcloud.

moto, because SeaweedFS answers 501 to the `Version` that libcloud adds to every GET.
"""

import pytest

from mcdeploy.domain import Target
from mcdeploy.testing.conformance import OpenStore, StoreConformance
from mcdeploy.testing.emulators import S3Rig
from mcdeploy_libcloud import provider


class TestLibcloudMinio(StoreConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls, moto: S3Rig) -> OpenStore:
        settings = {"driver": "minio", "key": moto.access_key, "secret": moto.secret_key}
        settings |= {"host": "127.0.0.1", "container": "conformance"}
        target = Target(
            "s3", "libcloud", "", settings=settings | {"port": moto.port, "secure": False}
        )
        provider.create(target)
        return lambda: provider.open(target)
