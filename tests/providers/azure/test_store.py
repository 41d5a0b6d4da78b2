"""What the conformance suite does not ask: pieces, borrowed accounts, copies, signatures."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest

from mcdeploy.domain import Target
from mcdeploy.errors import ConditionFailed, Unsupported, UsageError
from mcdeploy.sandbox.azurite import KEY
from mcdeploy.store.contract import Absent, Store, Unchanged, Version
from mcdeploy.store.objects import get
from mcdeploy.testing.emulators import AzureRig
from mcdeploy_azure import copying, provider
from mcdeploy_azure.client import CHUNK

from ..answering import Asked, Reply, answering
from .conftest import Open, target


def test_a_large_object_is_read_in_pieces_of_one_state(
    open_azurite: Callable[[], Store],
) -> None:
    store, key = open_azurite(), uuid4().hex
    version = store.put(key, bytes(CHUNK) + b"the end", Absent()).version
    reading = store.read(key)
    first = next(reading.chunks)
    assert len(first) <= CHUNK
    store.put(key, b"else" * CHUNK, Unchanged(version))
    with pytest.raises(ConditionFailed):
        list(reading.chunks)
    store.delete(key)


def test_the_largest_small_object_is_one_write(open_at: Open) -> None:
    asked: list[tuple[str, int]] = []

    def answer(request: Asked) -> Reply:
        asked.append((request.headers["If-None-Match"], len(request.body)))
        return Reply(412)

    with answering(answer) as url, pytest.raises(ConditionFailed):
        open_at(url).put("a", bytes(64 * 2**20), Absent())
    assert asked == [("*", 64 * 2**20)]


def test_conditions_go_with_every_request(open_at: Open) -> None:
    asked: list[tuple[str | None, str | None]] = []

    def answer(request: Asked) -> Reply:
        asked.append((request.headers["If-None-Match"], request.headers["If-Match"]))
        return Reply(412)

    with answering(answer) as url:
        store = open_at(url)
        for operation in (
            lambda: store.put("a", b"x", Absent()),
            lambda: store.put("a", b"x", Unchanged(Version("17"))),
            lambda: store.delete("a", Unchanged(Version("17"))),
            lambda: store.read("a", version=Version("17")),
        ):
            with pytest.raises(ConditionFailed):
                operation()
    assert asked == [("*", None), *[(None, '"17"')] * 3]


def test_accounts_share_a_borrowed_one_and_stay_apart(
    azurite: AzureRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", azurite.connection_string)

    def made(place: Target) -> Store:
        provider.create(place)
        return provider.open(place)

    stores = [made(target(account=account)) for account in ("modelstokyo", "modelsosaka")]
    for store in stores:
        store.put("a", store.sign("a", 60).encode(), Absent())
    assert "/modelstokyo-models/a?" in get(stores[0], "a")[0].decode()
    for store in stores:
        store.delete("a")
        store.close()


REAL = "DefaultEndpointsProtocol=https;AccountName={};AccountKey=QUJD;EndpointSuffix={}"


@pytest.mark.parametrize(
    ("string", "told"),
    [
        (REAL.format("realother", "core.windows.net"), "account realother"),
        (REAL.format("modelstokyo", "core.chinacloudapi.cn"), "chinacloudapi"),
        (
            "AccountName=modelstokyo;AccountKey=QUJD;BlobEndpoint=https://other.blob.core.windows.net",
            "other.blob.core.windows.net",
        ),
        ("SharedAccessSignature=sig=QUJD;BlobEndpoint=https://127.0.0.1.eu", "127.0.0.1.eu"),
    ],
)
def test_p6_data_for_one_account_never_goes_to_another(
    monkeypatch: pytest.MonkeyPatch, string: str, told: str
) -> None:
    monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", string)
    for operation in (provider.open, provider.create):
        with pytest.raises(UsageError, match=told) as caught:
            operation(target(account="modelstokyo"))
        assert "the account modelstokyo at" in caught.value.what
        assert "QUJD" not in str(caught.value)


@pytest.mark.parametrize(
    "endpoint", ["http://127.0.0.2:1/emulated", "http://[::1]:1/emulated", "http://localhost/own"]
)
def test_an_emulator_on_this_machine_may_play_any_account(
    monkeypatch: pytest.MonkeyPatch, endpoint: str
) -> None:
    string = f"AccountName=emulated;AccountKey=QUJD;BlobEndpoint={endpoint}"
    monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", string)
    store = provider.open(target(account="modelstokyo"))
    assert store.sign("a", 60).startswith(f"{endpoint}/modelstokyo-models/a?")
    store.close()


def test_the_connection_string_of_the_targets_own_account_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    string = REAL.format("modelstokyo", "core.windows.net")
    monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", string)
    store = provider.open(target(account="modelstokyo"))
    assert store.sign("a", 60).startswith("https://modelstokyo.blob.core.windows.net/models/a?")
    store.close()


def test_a_copy_that_azure_makes_in_its_own_time(
    open_azurite: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "AT_ONCE", 3)
    store, key = open_azurite(), uuid4().hex
    store.put(key, b"hello", Absent())
    store.copy(key, key + " copy")
    assert get(store, key + " copy")[0] == b"hello"
    store.delete(key)
    store.delete(key + " copy")


def test_a_signature_reads_one_object_for_its_time(open_at: Open) -> None:
    url = urlsplit(open_at("http://127.0.0.1:9").sign("a folder/a", 60))
    assert url.path == "/devstoreaccount1/models/a%20folder/a"
    query = parse_qs(url.query)
    assert (query["sp"], query["sr"]) == (["r"], ["b"])


def test_the_path_of_an_endpoint_is_no_other_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_STORAGE_KEY", KEY)
    store = provider.open(target(account="acme", endpoint="https://rack.example/some/path"))
    assert urlsplit(store.sign("a", 60)).path == "/some/path/models/a"
    store.close()


def test_an_identity_signs_nothing_without_asking() -> None:
    store = provider.open(target(account="modelstokyo"))
    assert not store.capabilities.signed_urls
    with pytest.raises(Unsupported, match="AZURE_STORAGE_KEY"):
        store.sign("a", 60)
    store.close()
