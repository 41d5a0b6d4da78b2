"""What some providers do on their side: copying, signing."""

import urllib.request
from contextlib import nullcontext

import pytest

from mcdeploy.errors import NotFound, Unsupported
from mcdeploy.store.contract import Absent, Store
from mcdeploy.store.objects import get


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
