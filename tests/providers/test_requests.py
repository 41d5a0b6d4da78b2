"""How many requests small and large objects cost: no more than there are things to say."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from mcdeploy.store.contract import Absent, Store
from mcdeploy.store.digest import digest
from mcdeploy.testing.proxy import Exchange, Onward, Reply, proxy

from .clouds import RIGS, credentials, opened, settings

PART = 5 * 2**20
DATA = bytes(2 * PART)


class Counted:
    """A store and, in their order, the methods of the requests that it sends."""

    def __init__(self, provider: str, url: str, stack: ExitStack) -> None:
        self.methods: list[str] = []
        through = stack.enter_context(proxy(url, self._count))
        self.store: Store = opened(provider, settings(provider, through, "counted"))
        stack.callback(self.store.close)
        self.methods.clear()

    def _count(self, exchange: Exchange, onward: Onward) -> Reply:
        self.methods.append(exchange.method)
        return onward(exchange)


@pytest.fixture(params=list(RIGS))
def counted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counted]:
    url = request.getfixturevalue(RIGS[request.param]).url
    credentials(monkeypatch, url)
    with ExitStack() as stack:
        one = Counted(request.param, url, stack)
        yield one
        for stat in list(one.store.list("")):
            one.store.delete(stat.key)


def test_a_small_object_is_one_request(counted: Counted) -> None:
    for number in range(3):
        counted.store.put(str(number), b"small", Absent())
    assert len(counted.methods) == 3


def test_a_large_object_is_its_parts_and_little_more(counted: Counted) -> None:
    """Azure looks at the blocks, and at what it made of them."""
    store = counted.store
    upload = store.begin("large", len(DATA), PART)
    parts = tuple(store.put_part(upload, number, DATA[:PART]) for number in (1, 2))
    store.complete(upload, parts, digest([DATA]).checksums())
    assert len(counted.methods) <= len(parts) + 4
