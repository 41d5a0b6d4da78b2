"""What some providers do on their side: copying, fetching, signing."""

import urllib.request
from collections.abc import Callable
from contextlib import nullcontext

import pytest

from mcdeploy.errors import Damaged, NotFound, Unsupported
from mcdeploy.store.contract import Absent, Store
from mcdeploy.store.digest import digest
from mcdeploy.store.objects import get

DATA = bytes(range(251)) * 40
WHOLE = digest([DATA]).checksums()

Address = Callable[[str], str]
"""The URL of an object of the store, from which a store of the same provider can pull it."""


class Services:
    @pytest.mark.needs("copies")
    def test_a_copy_holds_the_same_bytes(self, store: Store, base: str) -> None:
        store.put(base + "from here+there", b"hello", Absent())
        store.copy(base + "from here+there", base + "to")
        store.copy(base + "from here+there", base + "to")
        assert get(store, base + "to")[0] == b"hello"

    @pytest.mark.needs("copies")
    def test_copying_an_absent_object_is_not_found(self, store: Store, base: str) -> None:
        with pytest.raises(NotFound):
            store.copy(base + "absent", base + "to")

    @pytest.mark.needs("pulls")
    def test_what_is_pulled_is_what_lies_at_the_url(
        self, store: Store, address: Address, base: str
    ) -> None:
        source = base + "from a/b+c%20d#e?f"
        store.put(source, DATA, Absent())
        for _ in range(2):
            told = store.pull(address(source), base + "to", len(DATA), WHOLE)
        held = store.head(base + "to")
        assert (told.key, told.size, told.version) == (base + "to", len(DATA), held.version)
        assert told.checksums.agree(WHOLE) is not False
        assert get(store, base + "to")[0] == DATA

    @pytest.mark.needs("pulls")
    def test_pulling_what_is_absent_is_not_found(
        self, store: Store, address: Address, base: str
    ) -> None:
        with pytest.raises(NotFound):
            store.pull(address(base + "absent"), base + "to", len(DATA), WHOLE)
        with pytest.raises(NotFound):
            store.head(base + "to")

    @pytest.mark.needs("pulls")
    @pytest.mark.parametrize("other", [DATA[::-1], DATA[:-1], DATA + b"more"])
    def test_pulling_what_is_something_else_is_refused(
        self, store: Store, address: Address, base: str, other: bytes
    ) -> None:
        store.put(base + "from", other, Absent())
        with pytest.raises(Damaged):
            store.pull(address(base + "from"), base + "to", len(DATA), WHOLE)
        with pytest.raises(NotFound):
            store.head(base + "to")

    @pytest.mark.needs("signed_urls")
    def test_anybody_reads_from_a_signed_url(self, store: Store, base: str) -> None:
        store.put(base + "some file", b"hello", Absent())
        url = store.sign(base + "some file", 60)
        assert url.startswith(("http://", "https://"))
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310
            assert answer.read() == b"hello"

    def test_what_is_not_supported_is_refused(self, store: Store, base: str) -> None:
        can = store.capabilities
        with nullcontext() if can.signed_urls else pytest.raises(Unsupported):
            store.sign(base + "a", 60)
        with pytest.raises(NotFound if can.copies else Unsupported):
            store.copy(base + "a", base + "b")
        with pytest.raises(Unsupported):
            store.pull("gopher://elsewhere/a", base + "b", len(DATA), WHOLE)
