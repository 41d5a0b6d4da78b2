"""What a blob's writer notes of it, so that the whole need not be read to be known."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import Checksums, File
from mcdeploy.errors import IntegrityError
from mcdeploy.replicate.verify import verify
from mcdeploy.store.contract import Absent, Store
from mcdeploy.store.digest import digest
from mcdeploy.store.retry import Retrying
from mcdeploy.store.trace import Call, Traced
from mcdeploy.testing.faults import LostReply
from mcdeploy_azure.notes import note, noted

DATA = b"alpha"
WHOLE = digest([DATA]).checksums()


@given(st.integers(0, 2**64 - 1))
def test_what_was_noted_is_known(crc64nvme: int) -> None:
    assert noted(note(crc64nvme, "upload")) == Checksums(crc64nvme=crc64nvme)


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        {},
        note(None),
        *({"mcdeploy_crc64nvme": text} for text in ("", "1", "g" * 16, "-" * 16)),
    ],
)
def test_what_says_nothing_notes_nothing(metadata: dict[str, str] | None) -> None:
    assert noted(metadata) == Checksums()


@pytest.fixture
def store(open_azurite: Callable[[], Store]) -> Store:
    return open_azurite()


def _small(store: Store, key: str) -> None:
    store.put(key, DATA, Absent())


def _in_parts(store: Store, key: str) -> None:
    upload = store.begin(key, len(DATA), len(DATA))
    store.complete(upload, (store.put_part(upload, 1, DATA),), WHOLE)


@pytest.mark.parametrize("write", [_small, _in_parts])
def test_what_we_wrote_is_verified_without_reading_it(
    store: Store, write: Callable[[Store, str], None]
) -> None:
    key, calls = uuid4().hex, list[Call]()
    write(store, key)
    assert store.head(key).checksums == Checksums()
    assert store.head(key).agree(WHOLE) is True
    verify(Traced(store, calls.append), key, File(key, len(DATA), WHOLE))
    assert [call.operation for call in calls] == ["head"]


def test_what_is_noted_and_not_ours_is_read(store: Store) -> None:
    key, calls = uuid4().hex, list[Call]()
    store.put(key, DATA[::-1], Absent())
    with pytest.raises(IntegrityError):
        verify(Traced(store, calls.append), key, File(key, len(DATA), WHOLE))
    assert [call.operation for call in calls] == ["head", "read"]


def test_a_put_whose_reply_was_lost_is_known_without_reading_it(store: Store) -> None:
    key, calls = uuid4().hex, list[Call]()
    losing = LostReply(Traced(store, calls.append), lambda _, number: number == 0)
    made = Retrying(losing, sleep=lambda _: None).put(key, DATA, Absent())
    assert made == store.head(key)
    assert "read" not in {call.operation for call in calls}
