"""Stores of the adapter against a server of the test's choice."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from mcdeploy.domain import Target
from mcdeploy.store.contract import Store
from mcdeploy_gcp import provider

Open = Callable[[str], Store]


def target(bucket: str = "models", **settings: object) -> Target:
    own = {"bucket": bucket, "project": None, "endpoint": None} | settings
    return Target("gcp-belgium", "gcp", f"gs://{bucket}", "europe-west1", settings=own)


@pytest.fixture
def open_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a store whose SDK takes the server at the URL for an emulator."""
    with ExitStack() as stack:

        def open_store(url: str, bucket: str = "models") -> Store:
            monkeypatch.setenv("STORAGE_EMULATOR_HOST", url)
            store = provider.open(target(bucket))
            stack.callback(store.close)
            return store

        yield open_store
