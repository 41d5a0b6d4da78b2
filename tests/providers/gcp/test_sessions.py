"""Large objects: what the adapter makes of resumable sessions."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import Checksums
from mcdeploy.errors import ConditionFailed, Damaged, NotFound, StoreError, Unavailable
from mcdeploy.store.contract import Absent, Part, Store, Upload
from mcdeploy.store.digest import digest
from mcdeploy_gcp.sessions import Session

from ..answering import answering
from .conftest import Open
from .sessions import Sessions

PART = 2**18
DATA = bytes(range(251)) * 2500
PIECES = [DATA[start : start + PART] for start in range(0, len(DATA), PART)]
WHOLE = digest([DATA]).checksums()


@pytest.fixture
def server() -> Sessions:
    return Sessions()


@pytest.fixture
def url(server: Sessions) -> Iterator[str]:
    with answering(server) as url:
        yield url


@pytest.fixture
def store(open_at: Open, url: str) -> Store:
    return open_at(url)


@pytest.fixture
def upload(store: Store) -> Upload:
    return store.begin("large", len(DATA), PART)


def _send(store: Store, upload: Upload, *numbers: int) -> tuple[Part, ...]:
    return tuple(store.put_part(upload, number, PIECES[number - 1]) for number in numbers)


def test_another_store_goes_on(
    open_at: Open, url: str, store: Store, upload: Upload, server: Sessions
) -> None:
    assert store.parts(upload) == ()
    _send(store, upload, 1)
    other = open_at(url)
    held = other.parts(upload)
    assert [(part.number, part.size) for part in held] == [(1, PART)]
    sent = _send(other, upload, 2, 3)
    version = other.complete(upload, held + sent, WHOLE).version
    assert server.objects["large"].data == DATA
    assert other.head("large").version == version


def test_a_part_sent_again_is_kept_once(store: Store, upload: Upload, server: Sessions) -> None:
    parts = _send(store, upload, 1, 1, 2, 1, 2, 3, 3)
    store.complete(upload, parts, WHOLE)
    assert server.objects["large"].data == DATA


def test_a_piece_kept_in_part_is_sent_to_its_end(
    store: Store, upload: Upload, server: Sessions
) -> None:
    server.keeps = 100_000
    parts = _send(store, upload, 1, 2, 3)
    store.complete(upload, parts, WHOLE)
    assert server.objects["large"].data == DATA


def test_half_a_part_is_no_part(store: Store, upload: Upload, server: Sessions) -> None:
    _send(store, upload, 1)
    server.sessions[0].data += PIECES[1][:1000]
    assert [part.number for part in store.parts(upload)] == [1]
    assert store.complete(upload, _send(store, upload, 2, 3), WHOLE)


def test_parts_out_of_order_are_refused(store: Store, upload: Upload) -> None:
    with pytest.raises(Unavailable, match="in order"):
        _send(store, upload, 2)


def test_completing_twice_gives_the_version_twice(store: Store, upload: Upload) -> None:
    parts = _send(store, upload, 1, 2, 3)
    assert store.parts(upload) == parts
    version = store.complete(upload, parts, WHOLE).version
    assert store.complete(upload, parts, WHOLE).version == version


def test_completing_without_all_parts_says_so(store: Store, upload: Upload) -> None:
    with pytest.raises(StoreError, match=f"{PART} of {len(DATA)} bytes"):
        store.complete(upload, _send(store, upload, 1), WHOLE)
    store.abort(upload)


@pytest.mark.parametrize("sent", [0, 1, 2])
def test_completing_is_create_only(
    store: Store, upload: Upload, server: Sessions, sent: int
) -> None:
    _send(store, upload, *range(1, sent + 1))
    server.put("large", b"first", {})
    parts = _send(store, upload, 1, 2, 3)
    assert store.parts(upload) == parts
    with pytest.raises(ConditionFailed):
        store.complete(upload, parts, WHOLE)
    store.abort(upload)
    assert server.objects["large"].data == b"first"


def test_of_two_uploads_one_wins(store: Store, upload: Upload, server: Sessions) -> None:
    other = store.begin("large", len(DATA), PART)
    parts = _send(store, upload, 1, 2, 3)
    _send(store, other, 1, 2, 3)
    version = store.complete(upload, parts, WHOLE).version
    with pytest.raises(ConditionFailed):
        store.complete(other, parts, WHOLE)
    assert str(server.objects["large"].generation) == version


def test_an_object_that_is_not_what_was_announced_is_not_left(
    store: Store, upload: Upload, server: Sessions
) -> None:
    parts = _send(store, upload, 1, 2, 3)
    with pytest.raises(Damaged):
        store.complete(upload, parts, Checksums(crc32c=1))
    assert server.objects == {}


def test_an_aborted_upload_is_gone(store: Store, upload: Upload) -> None:
    parts = _send(store, upload, 1)
    store.abort(upload)
    store.abort(upload)
    for operation in (
        lambda: store.parts(upload),
        lambda: store.complete(upload, parts, WHOLE),
        lambda: store.put_part(upload, 2, PIECES[1]),
    ):
        with pytest.raises(NotFound):
            operation()


def test_what_the_sdk_sends_in_a_session_of_its_own_is_create_only(
    store: Store, server: Sessions
) -> None:
    """More than 8 MiB the SDK does not send in a single request."""
    data = bytes(9 * 2**20)
    version = store.put("small", data, Absent()).version
    assert store.head("small").version == version
    with pytest.raises(ConditionFailed):
        store.put("small", data, Absent())
    assert server.objects["small"].generation == int(version)


@given(st.integers(1, 2**33), st.integers(1, 64), st.data())
def test_whole_parts_are_counted_from_the_bytes_held(
    size: int, multiple: int, data: st.DataObject
) -> None:
    session = Session("http://session", size, multiple * 2**18, "mark")
    assert Session.decode(Upload("key", session.encode())) == session
    received = data.draw(st.integers(0, min(size, 100 * session.part_size)))
    held = session.held(received)
    assert [part.number for part in held] == list(range(1, len(held) + 1))
    rest = received - sum(part.size for part in held)
    assert 0 <= rest < session.part_size
    assert received < size or rest == 0
