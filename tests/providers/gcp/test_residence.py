"""P6: a bucket that is elsewhere than the manifest says is written to by nobody.

The emulator says that every bucket is in US-CENTRAL1, so a server of our own plays the service.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import google.auth
import pytest
from google.auth.credentials import AnonymousCredentials

from mcdeploy.errors import AccessDenied, BucketMissing, ConditionFailed, StoreError
from mcdeploy.store.contract import Absent, Store
from mcdeploy_gcp import provider

from ..answering import Asked, Reply, answering
from .conftest import target

JSON = {"Content-Type": "application/json"}


@dataclass
class Service:
    """One bucket, of which it tells where it is; a bucket of that name cannot be made again."""

    location: str
    kind: str = "region"
    status: int = 200
    asked: list[str] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Reply:
        self.asked.append(f"{asked.method} {asked.path.partition('?')[0]}")
        if asked.method == "GET" and asked.path.startswith("/storage/v1/b/models?"):
            told = {"name": "models", "location": self.location, "locationType": self.kind}
            return Reply(self.status, json.dumps(told).encode(), JSON)
        if asked.method == "POST" and asked.path.startswith("/storage/v1/b?"):
            return Reply(409, b"{}", JSON)
        return Reply(412, b"{}", JSON)

    @property
    def looks(self) -> int:
        return self.asked.count("GET /storage/v1/b/models")


@contextmanager
def opened(service: Service) -> Iterator[Store]:
    with answering(service) as url:
        store = provider.open(target(endpoint=url))
        yield store
        store.close()


@pytest.fixture(autouse=True)
def _no_emulator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STORAGE_EMULATOR_HOST", raising=False)
    nobody = AnonymousCredentials()  # type: ignore[no-untyped-call]
    monkeypatch.setattr(google.auth, "default", lambda **_: (nobody, "nowhere"))


def _write(store: Store) -> Iterator[StoreError]:
    """What every way to write says, for the service grants none of them."""
    for operation in (
        lambda: store.put("a", b"x", Absent()),
        lambda: store.begin("a", 10, 2**18),
        lambda: store.copy("a", "b"),
    ):
        with pytest.raises(StoreError) as caught:
            operation()
        yield caught.value


@pytest.mark.parametrize(
    ("location", "kind", "said", "remedy"),
    [
        (
            "US-CENTRAL1",
            "region",
            "is in us-central1, not in europe-west1",
            "`region: us-central1`",
        ),
        ("EU", "multi-region", "is in eu, which is a multi-region, not", "in europe-west1 alone"),
        ("EUR4", "dual-region", "is in eur4, which is a dual-region, not", "in europe-west1 alone"),
    ],
)
def test_p6_nothing_is_written_to_a_bucket_that_is_elsewhere(
    location: str, kind: str, said: str, remedy: str
) -> None:
    service = Service(location, kind)
    with opened(service) as store:
        for error in _write(store):
            assert isinstance(error, BucketMissing)
            assert said in error.what
            assert remedy in error.remedy
    assert set(service.asked) == {"GET /storage/v1/b/models"}


def test_a_store_asks_once_where_its_bucket_is() -> None:
    service = Service("EUROPE-WEST1")
    with opened(service) as store:
        assert not any(isinstance(error, BucketMissing) for error in _write(store))
    assert (service.looks, len(service.asked)) == (1, 4)


def test_readers_do_not_ask() -> None:
    service = Service("US-CENTRAL1")
    with opened(service) as store:
        for operation in (
            lambda: store.head("a"),
            lambda: store.read("a"),
            lambda: list(store.list("")),
        ):
            with pytest.raises(ConditionFailed):
                operation()
    assert service.looks == 0


def test_p6_where_it_may_not_be_known_nothing_is_written() -> None:
    service = Service("EUROPE-WEST1", status=403)
    with opened(service) as store:
        for error in _write(store):
            assert isinstance(error, AccessDenied)
            assert "storage.buckets.get" in error.remedy


def test_p6_a_bucket_that_is_there_already_must_be_in_the_region() -> None:
    with answering(Service("EUROPE-WEST1")) as url:
        provider.create(target(endpoint=url))
    with (
        answering(Service("US-EAST1")) as url,
        pytest.raises(BucketMissing, match="is in us-east1"),
    ):
        provider.create(target(endpoint=url))
