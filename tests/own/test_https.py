"""Weights behind an https URL, from a real server on loopback."""

import hashlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from mcdeploy.domain import Remote, Weights
from mcdeploy.errors import IntegrityError, ModelError
from mcdeploy.own import bring
from mcdeploy.own.fetching import fetch, https
from mcdeploy.own.fetching.names import shown

from .secure_server import Reply, SecureServer, serving

BODY = b"GGUF" + bytes(100_000)
DIGEST = hashlib.sha256(BODY).hexdigest()


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureServer]:
    with serving(tmp_path_factory.mktemp("https")) as running:
        yield running


@pytest.fixture
def server(started: SecureServer, cache: Path, monkeypatch: pytest.MonkeyPatch) -> SecureServer:
    del cache
    monkeypatch.setenv("SSL_CERT_FILE", str(started.certificate))
    started.replies = {"/a/model.gguf": Reply(BODY)}
    started.asked.clear()
    return started


def test_a_file_is_fetched_once_where_its_digest_is_known(server: SecureServer) -> None:
    remote = Remote(f"{server.url}/a/model.gguf", DIGEST)
    first, second = fetch(remote), fetch(remote)
    assert first == second
    assert (first.name, first.read_bytes()) == ("model.gguf", BODY)
    assert len(server.asked) == 1


def test_without_a_digest_the_server_is_asked_each_time(server: SecureServer) -> None:
    remote = Remote(f"{server.url}/a/model.gguf")
    first = fetch(remote)
    server.replies["/a/model.gguf"] = Reply(b"another")
    assert (first.read_bytes(), fetch(remote).read_bytes()) == (BODY, b"another")


def test_it_becomes_a_model_that_says_where_it_comes_from(server: SecureServer) -> None:
    model = bring(Weights(Remote(f"{server.url}/a/model.gguf?key=secret")))
    assert set(model.files) == {"model.gguf"}
    assert model.lineage["source"] == f"{server.url}/a/model.gguf"


def test_another_file_is_refused_and_not_kept(server: SecureServer, cache: Path) -> None:
    with pytest.raises(IntegrityError, match="not 000") as caught:
        fetch(Remote(f"{server.url}/a/model.gguf?key=secret", "0" * 64))
    assert "secret" not in str(caught.value)
    assert not [path for path in (cache / "weights").rglob("*") if path.is_file()]


def test_what_was_damaged_in_the_cache_is_fetched_again(server: SecureServer) -> None:
    remote = Remote(f"{server.url}/a/model.gguf", DIGEST)
    fetch(remote).write_bytes(b"changed")
    assert fetch(remote).read_bytes() == BODY


def test_redirects_are_followed(server: SecureServer) -> None:
    server.replies["/b/x"] = Reply(status=302, headers={"Location": "/a/model.gguf"})
    assert fetch(Remote(f"{server.url}/b/x")).read_bytes() == BODY


def test_redirects_without_end_are_not(server: SecureServer) -> None:
    for number in range(20):
        there = {"Location": f"{server.url}/b/{number + 1}"}
        server.replies[f"/b/{number}"] = Reply(status=302, headers=there)
    with pytest.raises(ModelError, match="302"):
        fetch(Remote(f"{server.url}/b/0"))
    assert len(server.asked) == https.REDIRECTS + 1


@pytest.mark.parametrize("where", ["http://127.0.0.1:9/x", "file:///etc/hostname", "ftp://h/x"])
def test_a_redirect_to_anything_but_https_is_refused(server: SecureServer, where: str) -> None:
    server.replies["/b/x"] = Reply(status=302, headers={"Location": where})
    with pytest.raises(ModelError, match=r"not https|302"):
        fetch(Remote(f"{server.url}/b/x"))


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_message_holds_a_secret(server: SecureServer, scheme: str) -> None:
    where = f"{scheme}://user:hunter2@127.0.0.1/x?a=hunter2#hunter2"
    assert shown(where) == f"{scheme}://127.0.0.1/x"
    server.replies["/b/x"] = Reply(status=302, headers={"Location": where})
    for uri in (f"{server.url}/b/x#hunter2", where.replace("http:", "https:")):
        with pytest.raises(ModelError) as caught:
            fetch(Remote(uri))
        assert "hunter2" not in str(caught.value)


def test_who_sends_a_byte_now_and_then_is_left(
    server: SecureServer, monkeypatch: pytest.MonkeyPatch, cache: Path
) -> None:
    monkeypatch.setattr(https, "monotonic", itertools.count(step=https.SECONDS).__next__)
    with pytest.raises(ModelError, match="less than 10 kB a second"):
        fetch(Remote(f"{server.url}/a/model.gguf"))
    assert not cache.exists()


@pytest.mark.parametrize("length", [None, -1])
def test_what_is_too_large_is_not_read_on(
    server: SecureServer, monkeypatch: pytest.MonkeyPatch, cache: Path, length: int | None
) -> None:
    monkeypatch.setattr(https, "MOST", len(BODY) - 1)
    server.replies["/a/model.gguf"] = Reply(BODY, length=length)
    with pytest.raises(ModelError, match="more than"):
        fetch(Remote(f"{server.url}/a/model.gguf"))
    assert not cache.exists()


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        (Reply(status=404), "404"),
        (Reply(status=500), "500"),
        (Reply(BODY, length=len(BODY) + 1), "ended after|broke off"),
    ],
)
def test_p8_what_is_not_given(server: SecureServer, reply: Reply, what: str) -> None:
    server.replies["/a/model.gguf"] = reply
    with pytest.raises(ModelError, match=what) as caught:
        fetch(Remote(f"{server.url}/a/model.gguf?key=secret"))
    assert caught.value.remedy
    assert "secret" not in str(caught.value)


def test_a_server_that_nobody_vouches_for(
    server: SecureServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(ModelError, match="certificate"):
        fetch(Remote(f"{server.url}/a/model.gguf"))


def test_a_name_that_would_lead_elsewhere(server: SecureServer) -> None:
    for path in ("/a/..%2f..%2fx", "/a/%2e%2e", "/a/b%5cc"):
        with pytest.raises(ModelError, match="no name of a file"):
            fetch(Remote(server.url + path))
    assert server.asked == []
