"""A small object, read whole."""

from itertools import repeat

import pytest

from mcdeploy.errors import IntegrityError
from mcdeploy.store.contract import Absent, Reading, Stat, Version
from mcdeploy.store.objects import LIMIT, get
from mcdeploy.store.wrapper import Wrapper
from mcdeploy.testing.memory import MemoryStore


class Endless(Wrapper):
    """Claims a size, and never stops sending."""

    claimed = 1

    def read(
        self, key: str, start: int = 0, length: int | None = None, version: Version | None = None
    ) -> Reading:
        del start, length, version
        return Reading(Stat(key, self.claimed, Version("1")), repeat(bytes(2**20)))


def test_an_object_with_its_version() -> None:
    store = MemoryStore("aws")
    version = store.put("a", b"bytes", Absent()).version
    assert get(store, "a") == (b"bytes", version)


@pytest.mark.parametrize("claimed", [1, LIMIT + 1, 2**40])
def test_p8_what_is_too_large_to_be_a_document_is_refused(claimed: int) -> None:
    store = Endless(MemoryStore("aws"))
    store.claimed = claimed
    with pytest.raises(IntegrityError, match=r"aws: a/b has more than 64 MiB"):
        get(store, "a/b")
