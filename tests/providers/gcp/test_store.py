"""What the conformance suite cannot ask of an emulator."""

import json
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from mcdeploy.errors import ConditionFailed, Unavailable, Unsupported
from mcdeploy.store.contract import Absent, Unchanged, Version
from mcdeploy_gcp import provider

from ..answering import Asked, Reply, answering
from .conftest import Open, target


@pytest.fixture
def service_account(tmp_path: Path) -> Path:
    """The key file of a service account that nobody ever made."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file = tmp_path / "key.json"
    account = {
        "type": "service_account",
        "project_id": "nowhere",
        "client_email": "nobody@nowhere.iam.gserviceaccount.com",
        "private_key": key.decode(),
        "token_uri": "http://127.0.0.1:9/token",
    }
    file.write_text(json.dumps(account))
    return file


def test_a_service_account_signs_by_itself(
    monkeypatch: pytest.MonkeyPatch, service_account: Path
) -> None:
    monkeypatch.delenv("STORAGE_EMULATOR_HOST", raising=False)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(service_account))
    store = provider.open(target())
    assert store.capabilities.signed_urls
    url = urlsplit(store.sign("some file", 60))
    assert (url.netloc, unquote(url.path)) == ("storage.googleapis.com", "/models/some file")
    query = parse_qs(url.query)
    assert query["X-Goog-Algorithm"] == ["GOOG4-RSA-SHA256"]
    assert query["X-Goog-Expires"] == ["60"]
    store.close()


def test_credentials_that_get_no_answer_may_get_one_later(
    monkeypatch: pytest.MonkeyPatch, service_account: Path
) -> None:
    monkeypatch.delenv("STORAGE_EMULATOR_HOST", raising=False)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(service_account))
    store = provider.open(target())
    with pytest.raises(Unavailable, match="no answer to the credentials"):
        store.head("a")
    store.close()


def test_without_a_key_nothing_is_signed(open_at: Open) -> None:
    store = open_at("http://127.0.0.1:9")
    assert not store.capabilities.signed_urls
    with pytest.raises(Unsupported, match="--impersonate-service-account"):
        store.sign("a", 60)


def test_conditions_go_with_every_write(open_at: Open) -> None:
    """The emulator ignores the condition of a delete; this is what is asked of the service."""
    asked: list[str] = []

    def answer(request: Asked) -> Reply:
        asked.append(request.path)
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
    sent = [parse_qs(urlsplit(path).query)["ifGenerationMatch"] for path in asked]
    assert sent == [["0"], ["17"], ["17"], ["17"]]


def test_a_conditional_delete_of_an_absent_object_is_refused(open_at: Open) -> None:
    with answering(lambda asked: Reply(404 if asked.method == "DELETE" else 200, b"{}")) as url:
        store = open_at(url)
        store.delete("a")
        with pytest.raises(ConditionFailed):
            store.delete("a", Unchanged(Version("17")))


def test_a_large_copy_goes_on_until_it_is_done(open_at: Open) -> None:
    tokens: list[list[str]] = []

    def answer(request: Asked) -> Reply:
        tokens.append(parse_qs(urlsplit(request.path).query).get("rewriteToken", []))
        rest = {"totalBytesRewritten": "1", "objectSize": "3", "done": len(tokens) == 3}
        more = {} if len(tokens) == 3 else {"rewriteToken": f"t{len(tokens)}"}
        told = rest | more | {"resource": {"name": "b", "size": "3", "generation": "1"}}
        return Reply(200, json.dumps(told).encode(), {"Content-Type": "application/json"})

    with answering(answer) as url:
        open_at(url).copy("a", "b")
    assert tokens == [[], ["t1"], ["t2"]]
