"""Stores of the adapter against a server of the test's choice."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from mcdeploy.domain import Target
from mcdeploy.sandbox.azurite import ACCOUNT, KEY, connection_string
from mcdeploy.store.contract import Store
from mcdeploy.testing.emulators import AzureRig
from mcdeploy_azure import provider

Open = Callable[..., Store]


def target(container: str = "models", account: str = ACCOUNT, **settings: object) -> Target:
    own = {"account": account, "container": container, "endpoint": None} | settings
    return Target("azure-tokyo", "azure", "", "japaneast", settings=own)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AZURE_STORAGE_CONNECTION_STRING", "AZURE_STORAGE_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def open_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a store whose account is at the URL, with the emulator's key and other settings."""
    with ExitStack() as stack:

        def open_store(url: str, **settings: object) -> Store:
            monkeypatch.setenv("AZURE_STORAGE_KEY", KEY)
            store = provider.open(
                target("models", ACCOUNT, **{"endpoint": f"{url}/{ACCOUNT}"} | settings)
            )
            stack.callback(store.close)
            return store

        yield open_store


@pytest.fixture
def open_azurite(
    azurite: AzureRig, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Store]]:
    """Open stores of one container in Azurite."""
    monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", connection_string(azurite.url))
    provider.create(target("adapter"))
    provider.create(target("adapter"))
    with ExitStack() as stack:

        def open_store() -> Store:
            store = provider.open(target("adapter"))
            stack.callback(store.close)
            return store

        yield open_store
