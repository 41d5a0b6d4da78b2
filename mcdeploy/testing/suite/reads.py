"""Reading: whole, by range, of one version."""

import pytest

from mcdeploy.errors import ConditionFailed, NotFound
from mcdeploy.store.contract import Absent, Store, Unchanged

DATA = bytes(range(256)) * 40


class Reads:
    def test_reading_an_absent_object_is_not_found(self, store: Store, base: str) -> None:
        with pytest.raises(NotFound):
            list(store.read(base + "absent").chunks)

    @pytest.mark.parametrize(
        ("start", "length"),
        [(0, None), (0, 1), (10, 100), (10_000, None), (10_239, 1), (0, 10_240), (7, 0)],
    )
    def test_a_range_is_exactly_that_range(
        self, store: Store, base: str, start: int, length: int | None
    ) -> None:
        store.put(base + "a", DATA, Absent())
        reading = store.read(base + "a", start, length)
        end = None if length is None else start + length
        assert b"".join(reading.chunks) == DATA[start:end]
        assert reading.stat.size == len(DATA)

    @pytest.mark.parametrize(("start", "length"), [(10_000, 1_000), (10_240, 1), (99_999, None)])
    def test_a_range_past_the_end_gives_what_there_is(
        self, store: Store, base: str, start: int, length: int | None
    ) -> None:
        store.put(base + "a", DATA, Absent())
        assert b"".join(store.read(base + "a", start, length).chunks) == DATA[start:]

    def test_a_version_is_read_while_it_is_current(self, store: Store, base: str) -> None:
        version = store.put(base + "a", DATA, Absent()).version
        reading = store.read(base + "a", 5, 20, version)
        assert b"".join(reading.chunks) == DATA[5:25]
        assert reading.stat.version == version

    def test_a_version_that_is_gone_is_not_read(self, store: Store, base: str) -> None:
        old = store.put(base + "a", DATA, Absent()).version
        store.put(base + "a", DATA[::-1], Unchanged(old))
        with pytest.raises(ConditionFailed):
            list(store.read(base + "a", 0, None, old).chunks)

    def test_a_reader_may_stop_early(self, store: Store, base: str) -> None:
        store.put(base + "a", DATA, Absent())
        reading = store.read(base + "a")
        assert next(reading.chunks)
        del reading
        assert store.head(base + "a").size == len(DATA)
