"""Several writers at once: one wins, the others learn of it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest

from mcdeploy.errors import ConditionFailed
from mcdeploy.store.contract import Absent, Condition, Store, Unchanged
from mcdeploy.store.objects import get

WRITERS = 16
ROUNDS = 5


def _race(store: Store, key: str, condition: Condition) -> list[bytes]:
    """Let all writers go at the same moment; the bytes of those who were told that they won."""
    barrier = Barrier(WRITERS)

    def write(number: int) -> bytes | None:
        mine = f"writer {number} {uuid4()}".encode()  # equal bytes may be one version
        barrier.wait()
        try:
            store.put(key, mine, condition)
        except ConditionFailed:
            return None
        return mine

    with ThreadPoolExecutor(WRITERS) as pool:
        return [won for won in pool.map(write, range(WRITERS)) if won is not None]


class Races:
    @pytest.mark.needs("conditional_writes")
    def test_one_of_many_creators_wins(self, store: Store, base: str) -> None:
        for number in range(ROUNDS):
            winners = _race(store, f"{base}{number}", Absent())
            assert winners == [get(store, f"{base}{number}")[0]]

    @pytest.mark.needs("conditional_writes")
    def test_one_of_many_swappers_wins(self, store: Store, base: str) -> None:
        version = store.put(base + "a", b"base", Absent()).version
        for _ in range(ROUNDS):
            winners = _race(store, base + "a", Unchanged(version))
            data, version = get(store, base + "a")
            assert winners == [data]

    def test_a_store_serves_many_threads(
        self, store: Store, open_store: Callable[[], Store], base: str
    ) -> None:
        def write_and_read(number: int) -> bool:
            mine = f"{number}".encode() * 1000
            store.put(f"{base}{number}", mine, Absent())
            return get(store, f"{base}{number}")[0] == mine

        with ThreadPoolExecutor(WRITERS) as pool:
            assert all(pool.map(write_and_read, range(64)))
        other = open_store()
        assert len(list(other.list(base))) == 64
        other.close()
