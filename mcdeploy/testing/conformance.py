"""The conformance suite: what every store must do, whatever it is made of.

A provider's test is a subclass that says how to open its store:

    class TestMine(StoreConformance):
        @pytest.fixture(scope="class")
        @classmethod
        def open_store(cls, my_emulator) -> Callable[[], Store]:
            return lambda: MyStore(my_emulator.url)

`open_store` gives a new store object for the same, existing bucket each time it is called. Where
the store pulls, a fixture `address` gives the URL of an object of it by its key. A test
that asks for a capability which the store lacks is skipped with that reason; one that an emulator,
not the real service, fails is named in `deviations` with the reason. Each test works below a prefix
of its own, and fails if it leaves an object or an unfinished upload there.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar
from uuid import uuid4

import pytest

from mcdeploy.errors import Unsupported
from mcdeploy.store.contract import Store
from mcdeploy.testing import suite

OpenStore = Callable[[], Store]
Address = Callable[[str], str]


class StoreConformance(
    suite.Objects,
    suite.Reads,
    suite.Listings,
    suite.Races,
    suite.Uploads,
    suite.Services,
    suite.Specification,
):
    """Subclass it and give `open_store`; see the module's text."""

    deviations: ClassVar[Mapping[str, str]] = {}

    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls) -> OpenStore:
        pytest.fail("a conformance test gives a fixture named open_store")

    @pytest.fixture(scope="class")
    @classmethod
    def address(cls) -> Address:
        return lambda _: pytest.fail("a test of a store that pulls gives a fixture named address")

    @pytest.fixture(scope="class")
    @classmethod
    def store(cls, open_store: OpenStore) -> Iterator[Store]:
        store = open_store()
        yield store
        store.close()

    @pytest.fixture(autouse=True)
    def _applies(self, request: pytest.FixtureRequest, store: Store) -> None:
        name = request.node.originalname
        if name in self.deviations:
            pytest.skip(f"emulator: {self.deviations[name]}")
        for mark in request.node.iter_markers("needs"):
            if not getattr(store.capabilities, mark.args[0]):
                pytest.skip(f"capability: no {mark.args[0]}")

    @pytest.fixture
    def base(self, store: Store) -> Iterator[str]:
        """A prefix that belongs to this test alone, and is empty again after it."""
        base = f"conformance/{uuid4().hex}/"
        yield base
        leaked = _unfinished(store, base)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(store.delete, [stat.key for stat in store.list(base)]))
        assert list(store.list(base)) == [], "objects are still there after they were deleted"
        assert leaked == [], "unfinished uploads were left behind"


def _unfinished(store: Store, base: str) -> list[str]:
    if not store.capabilities.lists_uploads:
        with pytest.raises(Unsupported):
            list(store.uploads(base))
        return []
    return [upload.key for upload in store.uploads(base)]
