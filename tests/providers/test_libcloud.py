"""libcloud's settings, locations and drivers, on its driver for folders."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from libcloud.common.types import LibcloudError
from libcloud.storage.providers import DRIVERS as INSTALLED
from pydantic import ValidationError

from mcdeploy.domain import Checksums, Target
from mcdeploy.errors import BucketMissing, ConditionFailed, Unavailable, Unsupported, UsageError
from mcdeploy.store.contract import Absent, Store
from mcdeploy.store.objects import get
from mcdeploy_libcloud import LibcloudSettings, provider
from mcdeploy_libcloud.client import Client
from mcdeploy_libcloud.drivers import DRIVERS
from mcdeploy_libcloud.translate import Translator
from mcdeploy_libcloud.uploads import Streaming, numbered

SECRET = "s3cr3t-words"
NONE = Checksums()


def target(folder: Path, **more: object) -> Target:
    settings = {"driver": "local", "key": str(folder), "container": "models", **more}
    return Target("rack", "libcloud", "", settings=settings)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    provider.create(target(tmp_path))
    return provider.open(target(tmp_path))


# --- settings ----------------------------------------------------------------------------------


def test_the_known_drivers_are_those_of_the_installed_libcloud() -> None:
    assert set(DRIVERS) == set(INSTALLED) - {"dummy"}


@pytest.mark.parametrize(("wrong", "near"), [("mino", "minio"), ("s3_eu_wset", "s3_eu_west")])
def test_an_unknown_driver_is_told_the_nearest(wrong: str, near: str) -> None:
    with pytest.raises(ValidationError, match=f"did you mean .*{near}"):
        LibcloudSettings.model_validate({"driver": wrong, "container": "c"})


def test_no_settings_import_libcloud() -> None:
    code = (
        "import sys, mcdeploy_libcloud as m;"
        "m.provider.location({'driver': 's3', 'container': 'c'}, None);"
        "sys.exit('libcloud' in sys.modules)"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry)
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"PYTHONPATH": path})


def test_the_secret_is_never_printed() -> None:
    given = {"driver": "minio", "container": "c", "host": "h", "key": "my-key", "secret": SECRET}
    settings = LibcloudSettings.model_validate(given)
    values = settings.model_dump()
    one = Target("t", "libcloud", provider.location(values, None), settings=values)
    for told in (repr(settings), str(values), repr(one), settings.model_dump_json()):
        assert SECRET not in told
        assert "my-key" not in told


def test_what_the_library_says_is_told_without_the_secret() -> None:
    given = {"driver": "minio", "container": "c", "host": "h", "key": "my-key", "secret": SECRET}
    translator = Translator("rack", LibcloudSettings.model_validate(given))
    error = LibcloudError(f"no access for my-key with {SECRET} at h")
    told = translator.translation(error, "head", None)
    assert "no access for *** with *** at h" in str(told)


@pytest.mark.parametrize(
    ("given", "region", "location"),
    [
        ({"driver": "s3"}, None, "libcloud+s3:///c"),
        ({"driver": "minio", "host": "Rack.example", "port": 9000}, None,
         "libcloud+minio://rack.example:9000/c"),
        ({"driver": "ovh"}, "gra", "libcloud+ovh://gra/c"),
        ({"driver": "azure_blobs", "key": "account"}, "japaneast",
         "libcloud+azure_blobs://account.blob.core.windows.net/c"),
        ({"driver": "local", "key": "/srv/../srv/a b"}, None, "libcloud+local:///srv/a%20b/c"),
    ],
)  # fmt: skip
def test_a_location_says_where(given: dict[str, object], region: str | None, location: str) -> None:
    assert provider.location({"container": "c", **given}, region) == location
    assert provider.public({"container": "c", **given}) is False


# --- errors ------------------------------------------------------------------------------------


def test_a_missing_container_is_made_by_the_remedy(tmp_path: Path) -> None:
    store = provider.open(target(tmp_path, container="my models"))
    with pytest.raises(BucketMissing) as caught:
        store.put("a", b"x", Absent())
    subprocess.run(caught.value.remedy, shell=True, check=True)  # noqa: S602
    store.put("a", b"x", Absent())


def test_a_missing_folder_of_containers_is_a_missing_bucket_too(tmp_path: Path) -> None:
    with pytest.raises(BucketMissing) as caught:
        provider.open(target(tmp_path / "gone")).head("a")
    assert caught.value.remedy == f"mkdir -p {tmp_path}/gone/models"


def test_the_last_idle_driver_goes_to_one_of_two_threads(tmp_path: Path) -> None:
    """Both have seen that there is one; the slower makes a driver of its own."""

    class Contested(list[object]):
        def pop(self, *_: object) -> object:
            self.clear()  # the other thread was here
            return super().pop()

    client = Client("rack", LibcloudSettings.model_validate(target(tmp_path).settings), None)
    client._idle = Contested([object()])
    with client.driver("head") as driver:
        assert hasattr(driver, "get_object")
    client.close()


def test_a_driver_without_its_host_says_what_is_missing() -> None:
    given = {"driver": "minio", "container": "c", "key": "k", "secret": SECRET}
    with pytest.raises(UsageError, match="host argument is required") as caught:
        provider.open(Target("rack", "libcloud", "", settings=given)).head("a")
    assert SECRET not in str(caught.value)


def test_what_a_file_system_cannot_hold_is_unsupported(store: Store) -> None:
    store.put("a", b"x", Absent())
    with pytest.raises(Unsupported, match="Not a directory"):
        store.put("a/b", b"x", Absent())


def test_a_driver_that_keeps_everything_in_memory_takes_no_large_object() -> None:
    given = {"driver": "backblaze_b2", "container": "c", "key": "k", "secret": SECRET}
    store = provider.open(Target("b2", "libcloud", "", settings=given))
    with pytest.raises(Unsupported, match="in memory"):
        store.begin("large", 65 * 2**20, 2**23)


# --- uploads -----------------------------------------------------------------------------------


def test_parts_are_taken_in_order_and_again(store: Store) -> None:
    upload = store.begin("large", 6, 4)
    with pytest.raises(UsageError, match="out of order"):
        store.put_part(upload, 2, b"56")
    first = store.put_part(upload, 1, b"1234")
    assert store.put_part(upload, 1, b"1234") == first
    with pytest.raises(UsageError, match="out of order"):
        store.put_part(upload, 1, b"4321")
    with pytest.raises(UsageError, match="not all the parts"):
        store.complete(upload, (first,), NONE)
    second = store.put_part(upload, 2, b"56")
    store.complete(upload, (first, second), NONE)
    assert get(store, "large")[0] == b"123456"


def test_an_aborted_upload_leaves_no_file_and_no_thread(store: Store, tmp_path: Path) -> None:
    before = threading.active_count()
    upload = store.begin("deep/large", 8, 4)
    store.put_part(upload, 1, b"1234")
    store.abort(upload)
    assert threading.active_count() == before
    assert list((tmp_path / "models").rglob("*")) == []


def test_closing_the_store_aborts_what_it_had_begun(store: Store, tmp_path: Path) -> None:
    store.put_part(store.begin("large", 8, 4), 1, b"1234")
    store.close()
    assert list((tmp_path / "models").iterdir()) == []


def test_an_upload_does_not_touch_an_object_that_is_there(store: Store) -> None:
    upload = store.begin("large", 8, 4)
    store.put("large", b"first", Absent())
    with pytest.raises(ConditionFailed):
        store.put_part(upload, 1, b"1234")
    store.abort(upload)
    assert get(store, "large")[0] == b"first"


def test_what_fails_in_the_thread_is_raised_to_the_writer() -> None:
    def send(chunks: Iterator[bytes]) -> None:
        next(chunks)
        raise Unavailable("rack", "put_part", "the line is cut")

    upload = Streaming("large", 12, send)
    upload.start()
    upload.feed(numbered(1, b"1234"), b"1234")
    with suppress(Unavailable):  # the thread may still be at the first part
        upload.feed(numbered(2, b"5678"), b"5678")
    with pytest.raises(Unavailable, match="the line is cut"):
        upload.feed(numbered(3, b"9012"), b"9012")
    with pytest.raises(Unavailable, match="the line is cut"):
        upload.finish()
    upload.stop()
