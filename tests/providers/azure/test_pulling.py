"""Azure fetches by itself. Azurite cannot, so what is before it here is a fake of our own."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import uuid4

import pytest

from mcdeploy.domain import Checksums
from mcdeploy.errors import AccessDenied, Damaged, NotFound, Unsupported
from mcdeploy.store.contract import Absent, Store
from mcdeploy.store.digest import digest
from mcdeploy.store.objects import get
from mcdeploy.testing.emulators import AzureRig
from mcdeploy_azure import provider
from mcdeploy_azure.store import AzureStore

from ..answering import Reply, answering
from .conftest import Open, target
from .fetching import fetching

DATA = bytes(range(251)) * 400
WHOLE = digest([DATA]).checksums()


@pytest.fixture
def store(azurite: AzureRig, open_at: Open) -> Iterator[Store]:
    """Opened at the fake. Its URLs are plain HTTP ones, as those that it fetches from."""
    with fetching(azurite.url) as url:
        store = open_at(url)
        provider.create(target(endpoint=f"{url}/{azurite.account}"))
        assert isinstance(store, AzureStore)
        store.capabilities = replace(store.capabilities, pulls=("http://",))
        yield store


@pytest.fixture
def source(open_azurite: Callable[[], Store]) -> Store:
    """Another container, which signs URLs."""
    return open_azurite()


def _name() -> str:
    return f"pulled/{uuid4().hex}"


def test_a_signed_url_is_fetched(store: Store, source: Store) -> None:
    key, to = _name(), _name()
    source.put(key, DATA, Absent())
    for _ in range(2):
        told = store.pull(source.sign(key, 60), to, len(DATA), WHOLE)
    assert told == store.head(to)
    assert get(store, to)[0] == DATA


def test_nothing_is_fetched_of_an_empty_object(store: Store) -> None:
    to = _name()
    told = store.pull("http://127.0.0.1:9/nobody", to, 0, digest([]).checksums())
    assert told == store.head(to)
    assert get(store, to)[0] == b""


def test_what_is_something_else_is_refused(store: Store, source: Store) -> None:
    for other in (DATA[::-1], DATA[:-1]):
        key, to = _name(), _name()
        source.put(key, other, Absent())
        with pytest.raises(Damaged):
            store.pull(source.sign(key, 60), to, len(DATA), WHOLE)
        with pytest.raises(NotFound):
            store.head(to)


def test_what_is_absent_is_not_found(store: Store, source: Store) -> None:
    with pytest.raises(NotFound) as caught:
        store.pull(source.sign("absent", 60), _name(), len(DATA), WHOLE)
    assert "sig=" not in str(caught.value)


def test_a_source_that_refuses_is_told_without_its_signature(store: Store) -> None:
    with answering(lambda _: Reply(403)) as url, pytest.raises(AccessDenied) as caught:
        store.pull(f"{url}/a?sig=secret", _name(), len(DATA), WHOLE)
    assert "sign the URL anew" in caught.value.remedy
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("size", "whole"), [(4000 * 2**20 + 1, WHOLE), (1, Checksums(sha256=WHOLE.sha256))]
)
def test_what_azure_cannot_prove_it_does_not_fetch(
    store: Store, size: int, whole: Checksums
) -> None:
    with pytest.raises(Unsupported, match="4000 MiB") as caught:
        store.pull("http://elsewhere/a", _name(), size, whole)
    assert caught.value.remedy == "let this machine send the bytes instead"


def test_the_cloud_itself_fetches_by_https_and_an_emulator_does_not(
    open_at: Open, azurite: AzureRig
) -> None:
    assert open_at("https://models.blob.core.windows.net").capabilities.pulls == ("https://",)
    assert open_at(azurite.url).capabilities.pulls == ()
