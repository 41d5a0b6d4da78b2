"""libcloud over HTTP: a real S3 where there is one, and a server of our own for what none does.

The small server below plays refusals, slowness and broken answers; no emulator has them.
"""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from libcloud.storage.providers import get_driver

from mcdeploy.domain import Checksums, Target
from mcdeploy.errors import (
    AccessDenied,
    BucketMissing,
    ConditionFailed,
    McdeployError,
    NotFound,
    StoreError,
    Unavailable,
)
from mcdeploy.store.contract import Absent, Store, Unchanged
from mcdeploy.store.objects import get
from mcdeploy.testing.emulators import S3Rig
from mcdeploy_libcloud import provider

SECRET = "s3cr3t-words"


def opened(port: int, container: str = "models", secret: str = SECRET) -> Store:
    settings = {"driver": "minio", "container": container, "key": "key", "secret": secret}
    settings |= {"host": "127.0.0.1"}
    return provider.open(
        Target("s3", "libcloud", "", settings=settings | {"port": port, "secure": False})
    )


@pytest.fixture
def store(moto: S3Rig) -> Iterator[Store]:
    settings = {"driver": "s3", "container": "providers", "key": "key", "secret": SECRET}
    settings |= {"host": "127.0.0.1"}
    target = Target(
        "s3", "libcloud", "", "us-east-1", settings=settings | {"port": moto.port, "secure": False}
    )
    provider.create(target)
    provider.create(target)
    store = provider.open(target)
    yield store
    for stat in list(store.list("")):
        store.delete(stat.key)
    store.close()


def test_amazons_driver_reads_writes_and_lists(store: Store) -> None:
    old = store.put("a b+c", b"0123456789", Absent()).version
    assert b"".join(store.read("a b+c", 3, 4, old).chunks) == b"3456"
    new = store.put("a b+c", b"new", Unchanged(old)).version
    assert [(stat.key, stat.version) for stat in store.list("a ")] == [("a b+c", new)]
    with pytest.raises(ConditionFailed):
        store.read("a b+c", version=old)


def test_an_upload_of_several_of_the_drivers_own_parts(store: Store) -> None:
    parts = [bytes([number]) * (6 * 2**20) for number in range(3)]
    upload = store.begin("large", 18 * 2**20, 6 * 2**20)
    sent = tuple(store.put_part(upload, n, data) for n, data in enumerate(parts, start=1))
    with pytest.raises(NotFound):
        store.head("large")
    version = store.complete(upload, sent, Checksums()).version
    assert get(store, "large") == (b"".join(parts), version)


def test_an_aborted_upload_leaves_nothing_behind(store: Store, moto: S3Rig) -> None:
    upload = store.begin("large", 18 * 2**20, 6 * 2**20)
    store.put_part(upload, 1, bytes(6 * 2**20))
    store.abort(upload)
    with pytest.raises(NotFound):
        store.head("large")
    driver: Any = get_driver("minio")("key", SECRET, secure=False, host="127.0.0.1", port=moto.port)
    container = driver.get_container("providers")
    assert list(driver.ex_iterate_multipart_uploads(container)) == []
    driver.connection.connection.session.close()


def test_a_missing_bucket_says_how_it_is_made(moto: S3Rig) -> None:
    store = opened(moto.port, "absent")
    for call in (partial(store.head, "a"), partial(store.put, "a", b"", Absent())):
        with pytest.raises(BucketMissing) as caught:
            call()
        assert caught.value.remedy == (
            f"aws s3 mb s3://absent --endpoint-url http://127.0.0.1:{moto.port}"
        )


def test_a_refused_connection_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        opened(1).head("a")


# --- a server of our own ------------------------------------------------------------------------


class _Answers(BaseHTTPRequestHandler):
    """Answers every request for an object alike, and counts them."""

    status = 200
    headers_too: tuple[tuple[str, str], ...] = ()
    body = b""
    size = 0  # in bytes, as a HEAD says it; a GET says none and ends when it ends
    asked = 0
    silent_on = ""  # a method that gets no answer until `released`
    cut_on = ""  # a method whose connection is closed without an answer
    released = threading.Event()

    def _answer(self) -> None:
        type(self).asked += self.path.count("/") > 1
        if self.command == self.silent_on:
            self.released.wait(30)
        if self.command == self.cut_on:
            self.close_connection = True
            return
        bucket = self.path.count("/") == 1 and self.command == "HEAD"
        self.send_response(200 if bucket else self.status)
        for name, value in self.headers_too:
            self.send_header(name, value)
        if self.command == "HEAD":
            self.send_header("Content-Length", str(self.size))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(self.body)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def answers() -> Iterator[tuple[type[_Answers], Store]]:
    class handler(_Answers):  # noqa: N801 - a class of its own for each test
        released = threading.Event()

    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    store = opened(server.server_port)
    yield handler, store
    store.close()
    handler.released.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, AccessDenied), (403, AccessDenied), (500, Unavailable), (503, Unavailable)],
)
def test_a_status_has_its_word(
    answers: tuple[type[_Answers], Store], status: int, kind: type[McdeployError]
) -> None:
    answers[0].status = status
    with pytest.raises(StoreError) as caught:
        answers[1].head("a")
    assert type(caught.value) is kind
    assert SECRET not in str(caught.value)


def test_the_wait_that_was_asked_for_is_told(answers: tuple[type[_Answers], Store]) -> None:
    answers[0].status = 429
    answers[0].headers_too = (("Retry-After", "7"),)
    with pytest.raises(Unavailable) as caught:
        answers[1].head("a")
    assert caught.value.retry_after == 7


def test_bytes_that_end_early_are_unavailable(answers: tuple[type[_Answers], Store]) -> None:
    answers[0].size, answers[0].body = 1_000, b"only this"
    with pytest.raises(Unavailable, match="991 bytes early"):
        list(answers[1].read("a").chunks)


def test_a_lost_answer_is_not_asked_for_again(
    answers: tuple[type[_Answers], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIBCLOUD_RETRY_FAILED_HTTP_REQUESTS", "1")
    answers[0].status, answers[0].cut_on = 404, "PUT"
    with pytest.raises(Unavailable):
        answers[1].put("a", b"x", Absent())
    assert answers[0].asked == 2  # one look, one write


def test_a_broken_listing_is_one_of_our_errors(answers: tuple[type[_Answers], Store]) -> None:
    answers[0].body = b"<html>not a listing"
    with pytest.raises(StoreError):
        list(answers[1].list(""))


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_a_silent_server_is_unavailable(
    answers: tuple[type[_Answers], Store], monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    monkeypatch.setattr("mcdeploy_libcloud.client.TIMEOUTS", (0.5, 0.5))
    answers[0].size, answers[0].body = 1, b"x"
    answers[0].silent_on = method
    with pytest.raises(Unavailable, match="timed out"):
        list(answers[1].read("a").chunks)
