"""Large objects: uploads that Azure itself does not know of."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from mcdeploy.domain import Checksums
from mcdeploy.errors import ConditionFailed, Damaged, NotFound, StoreError
from mcdeploy.store.contract import Absent, Part, Store, Upload
from mcdeploy.store.digest import digest
from mcdeploy.store.objects import get
from mcdeploy.store.retry import Retrying
from mcdeploy.store.trace import Call, Traced
from mcdeploy.testing.faults import LostReply
from mcdeploy_azure import blocks
from mcdeploy_azure.store import AzureStore

PIECES = (b"a" * 1000, b"b" * 1000, b"c")
DATA = b"".join(PIECES)
WHOLE = digest([DATA]).checksums()


@pytest.fixture
def store(open_azurite: Callable[[], Store]) -> Store:
    return open_azurite()


@pytest.fixture
def upload(store: Store) -> Upload:
    return store.begin(uuid4().hex, len(DATA), 1000)


def _send(store: Store, upload: Upload) -> tuple[Part, ...]:
    return tuple(store.put_part(upload, n, piece) for n, piece in enumerate(PIECES, 1))


def test_an_upload_without_parts_is_under_way(store: Store, upload: Upload) -> None:
    assert store.parts(upload) == ()
    assert list(store.uploads(upload.key)) == [upload]
    with pytest.raises(NotFound):
        store.head(upload.key)
    store.abort(upload)
    assert list(store.uploads(upload.key)) == []


def test_two_uploads_to_one_key_never_mix(store: Store, upload: Upload) -> None:
    other = store.begin(upload.key, 4, 4)
    store.put_part(other, 1, b"else")
    parts = _send(store, upload)
    assert store.parts(upload) == parts
    assert [part.size for part in store.parts(other)] == [4]
    store.complete(upload, parts, Checksums())
    assert get(store, upload.key)[0] == DATA
    with pytest.raises(ConditionFailed):
        store.complete(other, (Part(1, 4, blocks.name(other, 1)),), Checksums())
    store.delete(upload.key)


def test_another_store_completes(
    store: Store, upload: Upload, open_azurite: Callable[[], Store]
) -> None:
    _send(store, upload)
    other = open_azurite()
    version = other.complete(upload, other.parts(upload), Checksums()).version
    assert store.head(upload.key).version == version
    with pytest.raises(NotFound):
        store.parts(upload)
    store.delete(upload.key)


def test_completing_is_create_only(store: Store) -> None:
    key = uuid4().hex
    store.put(key, b"first", Absent())
    upload = store.begin(key, len(DATA), 1000)
    with pytest.raises(ConditionFailed):
        store.complete(upload, _send(store, upload), Checksums())
    assert get(store, key)[0] == b"first"
    store.abort(upload)
    store.delete(key)


def test_p1_parts_that_another_left_are_known_by_their_bytes(store: Store, upload: Upload) -> None:
    """P1: their sizes fit, but the object would not be what is announced, and noted, of it."""
    store.put_part(upload, 1, b"x" * 1000)
    others = {2: store.put_part(upload, 2, PIECES[1]), 3: store.put_part(upload, 3, PIECES[2])}
    parts = store.parts(upload)
    with pytest.raises(Damaged):
        store.complete(upload, parts, WHOLE)
    with pytest.raises(NotFound):
        store.head(upload.key)
    first = store.put_part(upload, 1, PIECES[0])
    assert store.parts(upload) == tuple(others.values())  # of two firsts nobody knows the right one
    made = store.complete(upload, (first, *others.values()), WHOLE)
    assert get(store, upload.key) == (DATA, made.version)
    store.delete(upload.key)


def test_missing_parts_are_named(store: Store, upload: Upload) -> None:
    parts = _send(store, upload)
    more = Part(4, 7, blocks.name(upload, 4))
    with pytest.raises(StoreError, match=r"lacks parts \[4\]"):
        store.complete(upload, (*parts, more), Checksums())
    store.abort(upload)


def test_an_aborted_upload_holds_a_byte_a_part_and_harms_no_other(
    store: Store, upload: Upload
) -> None:
    assert isinstance(store, AzureStore)
    other = store.begin(upload.key, len(DATA), 1000)
    parts = _send(store, other)
    aborted = _send(store, upload)
    store.abort(upload)
    store.abort(upload)
    held = blocks.sizes(store._client, upload)
    assert held.pop(blocks.name(upload, 0)) == len(blocks.ABORTED)
    assert set(held.values()) == {1}
    with pytest.raises(NotFound):
        store.complete(upload, aborted, Checksums())
    assert list(store.uploads(upload.key)) == [other]
    store.complete(other, parts, Checksums())
    assert get(store, upload.key)[0] == DATA
    store.delete(upload.key)


def test_an_upload_aborted_while_it_is_completed_leaves_no_object(
    store: Store, upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = _send(store, upload)
    looked = blocks.held

    def look_then_abort(*given: object) -> dict[str, int]:
        found = looked(*given)  # type: ignore[arg-type]
        store.abort(upload)
        return found

    monkeypatch.setattr(blocks, "held", look_then_abort)
    with pytest.raises(NotFound, match="aborted"):
        store.complete(upload, parts, Checksums())
    with pytest.raises(NotFound):
        store.head(upload.key)


def test_an_upload_that_was_completed_may_be_completed_again(store: Store, upload: Upload) -> None:
    parts = _send(store, upload)
    made = store.complete(upload, parts, Checksums())
    assert store.complete(upload, parts, Checksums()) == made


def test_a_completion_whose_reply_was_lost_is_ours_without_a_byte_read(
    store: Store, upload: Upload
) -> None:
    parts, calls = _send(store, upload), list[Call]()
    losing = LostReply(Traced(store, calls.append), lambda _, number: number == 0)
    made = Retrying(losing, sleep=lambda _: None).complete(upload, parts, Checksums())
    assert made == store.head(upload.key)
    assert [call.operation for call in calls] == ["complete", "complete"]
