"""Listing a prefix, and keys that make adapters stumble."""

from concurrent.futures import ThreadPoolExecutor

from mcdeploy.store.contract import Absent, Store
from mcdeploy.store.objects import get

AWKWARD = (
    "spaces in a name",
    "per%cent",
    "plus+sign",
    "question?mark",
    "hash#tag",
    "ampersand&equals=",
    "quote'and\"double",
    "semicolon;comma,colon:",
    "brackets[1](2){3}",
    "ünïcödé/模型",
    "tilde~caret^pipe|",
    "dots..in...the.name",
    "a/deep/path/of/folders/file",
)
MANY = 1_003  # more than one page of any of the three clouds


class Listings:
    def test_a_prefix_without_objects_is_empty(self, store: Store, base: str) -> None:
        assert list(store.list(base + "nothing/")) == []

    def test_a_listing_is_sorted_and_keeps_to_its_prefix(self, store: Store, base: str) -> None:
        for name in ("b/2", "a", "b/10", "b/é", "b/z", "bb", "c"):
            store.put(base + name, name.encode(), Absent())
        stats = list(store.list(base + "b/"))
        assert [stat.key for stat in stats] == [base + n for n in ("b/10", "b/2", "b/z", "b/é")]
        assert [stat.size for stat in stats] == [4, 3, 3, 4]

    def test_a_prefix_need_not_end_at_a_slash(self, store: Store, base: str) -> None:
        for name in ("model-1", "model/2", "mode"):
            store.put(base + name, b"x", Absent())
        keys = [stat.key for stat in store.list(base + "model")]
        assert keys == [base + "model-1", base + "model/2"]

    def test_a_listing_names_the_version_that_a_head_names(self, store: Store, base: str) -> None:
        version = store.put(base + "a", b"x", Absent()).version
        assert [stat.version for stat in store.list(base)] == [version]

    def test_more_than_a_page_is_listed_whole(self, store: Store, base: str) -> None:
        keys = [f"{base}{number:04}" for number in range(MANY)]
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda key: store.put(key, b"x", Absent()), keys))
        assert [stat.key for stat in store.list(base)] == keys

    def test_awkward_keys_come_back_as_they_went(self, store: Store, base: str) -> None:
        for name in AWKWARD:
            store.put(base + name, name.encode(), Absent())
        assert {stat.key for stat in store.list(base)} == {base + name for name in AWKWARD}
        for name in AWKWARD:
            assert get(store, base + name)[0] == name.encode()
