"""What goes wrong on the way to Azure names who, what and the remedy."""

import base64
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial

import pytest

from mcdeploy.domain import Checksums
from mcdeploy.errors import (
    AccessDenied,
    BucketMissing,
    ConditionFailed,
    Damaged,
    NotFound,
    StoreError,
    Unavailable,
    UsageError,
)
from mcdeploy.store.contract import Absent, Unchanged, Upload, Version
from mcdeploy.testing.emulators import AzureRig
from mcdeploy_azure import provider

from ..answering import Asked, Reply, answering
from .conftest import Open, target

UPLOAD = Upload("a", "0" * 32)

CHECK = 0xAE8B14860A799888  # of "123456789", in the catalogue of CRCs
CHECK_MD5 = "25f9e794323b453885f5181f1b624d0b"  # of the same, by md5sum
CHECKED = ("x-ms-content-crc64", "Content-MD5")


def _error(status: int, code: str, **headers: str) -> Reply:
    body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>so it is</Message></Error>"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    own = {"Content-Type": "application/xml", "x-ms-error-code": code}
    return Reply(status, body.encode(), own | named)


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (400, "InvalidHeaderValue", StoreError),
        (400, "Md5Mismatch", Damaged),
        (403, "AuthenticationFailed", AccessDenied),
        (403, "AuthorizationPermissionMismatch", AccessDenied),
        (404, "ContainerNotFound", BucketMissing),
        (409, "BlobAlreadyExists", ConditionFailed),
        (409, "ContainerBeingDeleted", Unavailable),
        (409, "SnapshotsPresent", StoreError),
        (412, "ConditionNotMet", ConditionFailed),
        (429, "TooManyRequests", Unavailable),
        (500, "InternalError", Unavailable),
        (503, "ServerBusy", Unavailable),
    ],
)
def test_every_operation_says_what_the_answer_means(
    open_at: Open, status: int, code: str, error: type[StoreError]
) -> None:
    with answering(lambda _: _error(status, code)) as url:
        store = open_at(url)
        for operation in (
            lambda: store.head("a"),
            lambda: store.read("a"),
            lambda: list(store.list("a")),
            lambda: store.put("a", b"x", Absent()),
            lambda: store.begin("a", 10, 5),
            lambda: store.put_part(UPLOAD, 1, b"x"),
            lambda: store.parts(UPLOAD),
            lambda: store.complete(UPLOAD, (), Checksums()),
            lambda: store.abort(UPLOAD),
            lambda: list(store.uploads("a")),
            lambda: store.delete("a"),
            lambda: store.copy("a", "b"),
        ):
            with pytest.raises(error) as caught:
                operation()
            assert type(caught.value) is error
            assert caught.value.who == "azure-tokyo"


@pytest.mark.parametrize(
    ("status", "after", "least", "most"),
    [
        (503, "7", 7, 7),
        (429, "3", 3, 3),
        (503, format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True), 80_000, 86_400),
        (503, "Thu, 01 Jan 1970 00:00:00 GMT", 0, 0),
    ],
)
def test_a_store_that_asks_to_wait_is_heard(
    open_at: Open, status: int, after: str, least: float, most: float
) -> None:
    busy = _error(status, "ServerBusy", Retry_After=after)
    with answering(lambda _: busy) as url, pytest.raises(Unavailable) as caught:
        open_at(url).put("a", b"x", Absent())
    assert caught.value.retry_after is not None
    assert least <= caught.value.retry_after <= most


def test_a_wait_that_cannot_be_understood_is_none(open_at: Open) -> None:
    busy = _error(503, "ServerBusy", Retry_After="soon")
    with answering(lambda _: busy) as url, pytest.raises(Unavailable) as caught:
        open_at(url).put("a", b"x", Absent())
    assert caught.value.retry_after is None


def test_nothing_is_sent_twice(open_at: Open) -> None:
    asked: list[Asked] = []

    def answer(request: Asked) -> Reply:
        asked.append(request)
        return _error(503, "ServerBusy")

    with answering(answer) as url:
        store = open_at(url)
        for operation in (
            lambda: store.put("a", b"x", Absent()),
            lambda: store.delete("a", Unchanged(Version("1"))),
            lambda: store.put_part(UPLOAD, 1, b"x"),
            lambda: store.head("a"),
        ):
            asked.clear()
            with pytest.raises(Unavailable):
                operation()
            assert len(asked) == 1


@pytest.mark.parametrize(
    ("checksum", "header", "value"),
    [
        ("crc64nvme", "x-ms-content-crc64", CHECK.to_bytes(8, "little")),
        ("md5", "Content-MD5", bytes.fromhex(CHECK_MD5)),
    ],
)
def test_a_checksum_goes_with_the_bytes(
    open_at: Open, checksum: str, header: str, value: bytes
) -> None:
    """One of them: Azure refuses both at once."""
    sent: list[dict[str, str | None]] = []

    def answer(request: Asked) -> Reply:
        sent.append({name: request.headers[name] for name in CHECKED if name in request.headers})
        return _error(400, "Md5Mismatch" if checksum == "md5" else "Crc64Mismatch")

    with answering(answer) as url:
        store = open_at(url, checksum=checksum)
        with pytest.raises(Damaged):
            store.put("a", b"123456789", Absent())
        with pytest.raises(Damaged):
            store.put_part(UPLOAD, 1, b"123456789")
    assert sent == [{header: base64.b64encode(value).decode()}] * 2


def test_a_body_that_breaks_off_is_never_a_short_object(
    open_at: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The SDK fetches a broken piece three times, a second apart, and cannot be told not to."""
    monkeypatch.setattr("time.sleep", lambda _: None)
    headers = {"ETag": '"1"', "Content-Range": "bytes 0-999/1000", "x-ms-blob-type": "BlockBlob"}
    broken = Reply(206, b"x" * 10, headers, announced=1000)
    with answering(lambda _: broken) as url, pytest.raises(Unavailable):
        list(open_at(url).read("a").chunks)


def test_a_refused_connection_is_unavailable(open_at: Open) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    store = open_at(f"http://127.0.0.1:{port}")
    for operation in (partial(store.head, "a"), partial(store.put, "a", b"x", Absent())):
        with pytest.raises(Unavailable, match="no answer"):
            operation()


def test_a_missing_container_comes_with_the_command_that_makes_it(
    open_at: Open, azurite: AzureRig
) -> None:
    store = open_at(azurite.url)
    for operation in (
        lambda: store.head("a"),
        lambda: store.read("a"),
        lambda: list(store.list("")),
        lambda: store.put("a", b"x", Absent()),
        lambda: store.delete("a"),
        lambda: store.begin("a", 10, 5),
    ):
        with pytest.raises(BucketMissing) as caught:
            operation()
        assert caught.value.remedy == (
            "make it: az storage container create --name models --account-name devstoreaccount1 "
            f"--blob-endpoint {azurite.url}/devstoreaccount1 --auth-mode login"
        )


def test_a_wrong_key_is_access_denied(azurite: AzureRig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_STORAGE_KEY", base64.b64encode(b"wrong").decode())
    store = provider.open(target(endpoint=f"{azurite.url}/{azurite.account}"))
    with pytest.raises(AccessDenied, match="az login"):
        store.head("a")
    store.close()


def test_a_connection_string_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", "nonsense")
    with pytest.raises(UsageError, match="AZURE_STORAGE_CONNECTION_STRING"):
        provider.open(target())


def test_missing_credentials_are_found_by_the_first_operation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of the chain only the environment is asked, which says nothing of an identity."""
    for name in ("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AZURE_TOKEN_CREDENTIALS", "EnvironmentCredential")
    store = provider.open(target(account="modelstokyo"))
    with pytest.raises(AccessDenied, match="az login"):
        store.head("a")
    with pytest.raises(AccessDenied):
        list(store.list(""))
    store.close()


def test_a_missing_object_is_not_a_missing_container(open_at: Open) -> None:
    with answering(lambda _: _error(404, "BlobNotFound")) as url, pytest.raises(NotFound):
        open_at(url).head("a")
