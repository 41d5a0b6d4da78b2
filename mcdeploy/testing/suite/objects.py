"""Small objects: written under a condition, looked at, deleted."""

import pytest

from mcdeploy.errors import ConditionFailed, NotFound
from mcdeploy.store.contract import Absent, Store, Unchanged, Version
from mcdeploy.store.digest import digest
from mcdeploy.store.objects import get


class Objects:
    def test_an_absent_object_is_not_found(self, store: Store, base: str) -> None:
        with pytest.raises(NotFound):
            store.head(base + "absent")

    def test_what_was_put_is_there(self, store: Store, base: str) -> None:
        version = store.put(base + "a", b"hello", Absent()).version
        stat = store.head(base + "a")
        assert (stat.key, stat.size, stat.version) == (base + "a", 5, version)
        assert get(store, base + "a") == (b"hello", version)

    def test_an_empty_object_is_an_object(self, store: Store, base: str) -> None:
        store.put(base + "empty", b"", Absent())
        assert store.head(base + "empty").size == 0
        assert get(store, base + "empty")[0] == b""

    def test_reported_checksums_are_right(self, store: Store, base: str) -> None:
        data = bytes(range(256)) * 100
        store.put(base + "a", data, Absent())
        assert store.head(base + "a").checksums.agree(digest([data]).checksums()) is not False

    def test_what_a_write_tells_is_what_the_store_holds(self, store: Store, base: str) -> None:
        data = bytes(range(256)) * 100
        told, held = store.put(base + "a", data, Absent()), store.head(base + "a")
        assert (told.key, told.size, told.version) == (held.key, held.size, held.version)
        assert told.checksums.agree(digest([data]).checksums()) is not False

    def test_create_only_refuses_an_existing_object(self, store: Store, base: str) -> None:
        version = store.put(base + "a", b"first", Absent()).version
        with pytest.raises(ConditionFailed):
            store.put(base + "a", b"second", Absent())
        assert get(store, base + "a") == (b"first", version)

    def test_compare_and_swap_moves_an_unchanged_object(self, store: Store, base: str) -> None:
        old = store.put(base + "a", b"first", Absent()).version
        new = store.put(base + "a", b"second", Unchanged(old)).version
        assert new != old
        assert get(store, base + "a") == (b"second", new)

    def test_compare_and_swap_refuses_a_stale_version(self, store: Store, base: str) -> None:
        old = store.put(base + "a", b"first", Absent()).version
        new = store.put(base + "a", b"second", Unchanged(old)).version
        with pytest.raises(ConditionFailed):
            store.put(base + "a", b"third", Unchanged(old))
        assert get(store, base + "a") == (b"second", new)

    def test_compare_and_swap_refuses_an_absent_object(self, store: Store, base: str) -> None:
        version = store.put(base + "a", b"first", Absent()).version
        store.delete(base + "a")
        with pytest.raises(ConditionFailed):
            store.put(base + "a", b"second", Unchanged(version))
        with pytest.raises(NotFound):
            store.head(base + "a")

    def test_create_only_succeeds_again_after_a_delete(self, store: Store, base: str) -> None:
        store.put(base + "a", b"first", Absent())
        store.delete(base + "a")
        store.put(base + "a", b"second", Absent())
        assert get(store, base + "a")[0] == b"second"

    def test_deleting_twice_is_no_error(self, store: Store, base: str) -> None:
        store.put(base + "a", b"x", Absent())
        store.delete(base + "a")
        store.delete(base + "a")
        with pytest.raises(NotFound):
            store.head(base + "a")

    def test_a_conditional_delete_deletes_an_unchanged_object(
        self, store: Store, base: str
    ) -> None:
        store.delete(base + "a", Unchanged(store.put(base + "a", b"x", Absent()).version))
        with pytest.raises(NotFound):
            store.head(base + "a")

    @pytest.mark.needs("conditional_deletes")
    def test_a_conditional_delete_refuses_a_stale_version(self, store: Store, base: str) -> None:
        old = store.put(base + "a", b"x", Absent()).version
        store.put(base + "a", b"y", Unchanged(old))
        with pytest.raises(ConditionFailed):
            store.delete(base + "a", Unchanged(old))
        assert get(store, base + "a")[0] == b"y"

    @pytest.mark.needs("conditional_deletes")
    def test_a_conditional_delete_refuses_an_absent_object(self, store: Store, base: str) -> None:
        gone: Version = store.put(base + "a", b"x", Absent()).version
        store.delete(base + "a")
        with pytest.raises(ConditionFailed):
            store.delete(base + "a", Unchanged(gone))
