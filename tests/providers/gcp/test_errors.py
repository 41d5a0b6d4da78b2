"""What goes wrong on the way to Cloud Storage names who, what and the remedy."""

import json
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from mcdeploy.errors import (
    AccessDenied,
    BucketMissing,
    ConditionFailed,
    Damaged,
    NotFound,
    StoreError,
    Unavailable,
)
from mcdeploy.store.contract import Absent, Unchanged, Version
from mcdeploy.testing.emulators import GcsRig
from mcdeploy_gcp import provider

from ..answering import Asked, Reply, answering
from .conftest import Open, target


def _error(status: int, message: str = "so it says", **headers: str) -> Reply:
    body = {"error": {"code": status, "message": message, "errors": []}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json"} | named)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, StoreError),
        (401, AccessDenied),
        (403, AccessDenied),
        (408, Unavailable),
        (412, ConditionFailed),
        (429, Unavailable),
        (500, Unavailable),
        (503, Unavailable),
    ],
)
def test_every_operation_says_what_the_status_means(
    open_at: Open, status: int, error: type[StoreError]
) -> None:
    with answering(lambda _: _error(status)) as url:
        store = open_at(url)
        for operation in (
            lambda: store.head("a"),
            lambda: store.read("a"),
            lambda: list(store.list("a")),
            lambda: store.put("a", b"x", Absent()),
            lambda: store.begin("a", 10, 2**18),
            lambda: store.delete("a"),
            lambda: store.copy("a", "b"),
        ):
            with pytest.raises(error) as caught:
                operation()
            assert type(caught.value) is error
            assert caught.value.who == "gcp-belgium"
            assert "a" in str(caught.value)


@pytest.mark.parametrize(
    ("status", "headers", "least", "most"),
    [
        (503, {"Retry_After": "7"}, 7, 7),
        (429, {"Retry_After": "3"}, 3, 3),
        (429, {}, 1, 1),
        (
            503,
            {"Retry_After": format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True)},
            80_000,
            86_400,
        ),
        (503, {"Retry_After": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0, 0),
    ],
)
def test_a_store_that_asks_to_wait_is_heard(
    open_at: Open, status: int, headers: dict[str, str], least: float, most: float
) -> None:
    with (
        answering(lambda _: _error(status, **headers)) as url,
        pytest.raises(Unavailable) as caught,
    ):
        open_at(url).put("a", b"x", Absent())
    assert caught.value.retry_after is not None
    assert least <= caught.value.retry_after <= most


def test_nothing_is_sent_twice(open_at: Open) -> None:
    asked: list[Asked] = []

    def answer(request: Asked) -> Reply:
        asked.append(request)
        return _error(503)

    with answering(answer) as url:
        store = open_at(url)
        for write in (
            lambda: store.put("a", b"x", Absent()),
            lambda: store.delete("a", Unchanged(Version("1"))),
            lambda: store.begin("a", 10, 2**18),
        ):
            asked.clear()
            with pytest.raises(Unavailable):
                write()
            assert len(asked) == 1


def test_bytes_that_arrived_damaged_are_told(open_at: Open) -> None:
    """The emulator takes any checksum; these are the words of the real service."""
    said = 'Provided CRC32C "AAAAAA==" doesn\'t match calculated CRC32C "yZRlqg==".'
    with answering(lambda _: _error(400, said)) as url, pytest.raises(Damaged):
        open_at(url).put("a", b"x", Absent())


def test_the_checksum_goes_with_the_bytes(open_at: Open) -> None:
    bodies: list[bytes] = []

    def answer(request: Asked) -> Reply:
        bodies.append(request.body)
        return _error(503)

    with answering(answer) as url, pytest.raises(Unavailable):
        open_at(url).put("a", b"123456789", Absent())
    assert b'"crc32c": "4waSgw=="' in bodies[0]  # the check value e3069283 of CRC-32C


def test_a_body_that_breaks_off_is_never_a_short_object(open_at: Open) -> None:
    headers = {"X-Goog-Generation": "1", "X-Goog-Hash": "crc32c=AAAAAA=="}
    with answering(lambda _: Reply(200, b"x" * 1000, headers, announced=2**21)) as url:
        reading = open_at(url).read("a")
        assert reading.stat.size == 2**21
        with pytest.raises(Unavailable):
            list(reading.chunks)


def test_less_than_was_asked_for_is_never_the_end(open_at: Open) -> None:
    headers = {"X-Goog-Generation": "1", "Content-Range": "bytes 0-99/1000"}
    with answering(lambda _: Reply(206, b"x" * 10, headers)) as url:
        chunks = open_at(url).read("a", 0, 100).chunks
        assert next(chunks) == b"x" * 10
        with pytest.raises(Unavailable, match="90 bytes are missing"):
            next(chunks)


def test_a_refused_connection_is_unavailable(open_at: Open) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    store = open_at(f"http://127.0.0.1:{port}")
    with pytest.raises(Unavailable, match="no answer"):
        store.head("a")


def test_a_missing_bucket_comes_with_the_command_that_makes_it(
    open_at: Open, fake_gcs: GcsRig
) -> None:
    store = open_at(fake_gcs.url)
    for operation in (
        lambda: store.head("a"),
        lambda: store.read("a"),
        lambda: list(store.list("")),
        lambda: store.put("a", b"x", Absent()),
        lambda: store.delete("a"),
    ):
        with pytest.raises(BucketMissing) as caught:
            operation()
        assert caught.value.remedy == (
            "make it: gcloud storage buckets create gs://models --location=europe-west1 "
            "--uniform-bucket-level-access"
        )


def test_a_missing_object_is_not_a_missing_bucket(
    fake_gcs: GcsRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", fake_gcs.url)
    provider.create(target("there"))
    provider.create(target("there"))
    store = provider.open(target("there"))
    with pytest.raises(NotFound):
        store.head("a")
    store.close()


def test_a_bucket_of_somebody_else_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(lambda asked: _error(409 if asked.method == "POST" else 403)) as url:
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", url)
        with pytest.raises(AccessDenied, match="somebody else"):
            provider.create(target())


def test_missing_credentials_are_found_by_the_first_operation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("STORAGE_EMULATOR_HOST", raising=False)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "absent.json"))
    store = provider.open(target())
    with pytest.raises(AccessDenied, match="gcloud auth application-default login"):
        store.head("a")
    store.close()
