"""Weights in buckets, from real emulators through the providers that are installed."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mcdeploy.domain import Remote, Target, Weights
from mcdeploy.errors import IntegrityError, ModelError, NotFound
from mcdeploy.own import bring
from mcdeploy.own.fetching import fetch, objects
from mcdeploy.sandbox.azurite import ACCOUNT, connection_string
from mcdeploy.sandbox.seaweedfs import ACCESS_KEY, SECRET_KEY
from mcdeploy.store import registry
from mcdeploy.store.contract import Absent, Stat, Store, Version
from mcdeploy.testing.emulators import AzureRig, GcsRig, S3Rig
from mcdeploy.testing.memory import MemoryStore

FILES = {
    "m/config.json": b"{}",
    "m/deep/w.safetensors": b"\x02" + bytes(7) + b"{}",
    "m.gguf": b"GGUF",
}


def filled(provider: str, settings: dict[str, object]) -> Iterator[Store]:
    chosen = registry.provider(provider)
    known = chosen.settings.model_validate(settings).model_dump()
    target = Target(
        "weights", provider, "", "us-east-1" if provider == "aws" else None, settings=known
    )
    chosen.create(target)
    with closing(chosen.open(target)) as store:
        for key, data in FILES.items():
            store.put(key, data, Absent())
        yield store
        for stat in list(store.list("")):
            store.delete(stat.key)


@pytest.fixture
def s3(seaweedfs: S3Rig, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Store]:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", seaweedfs.url)
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    yield from filled("aws", {"bucket": "own-weights"})


@pytest.fixture
def gs(fake_gcs: GcsRig, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", fake_gcs.url)
    yield from filled("gcp", {"bucket": "own-weights", "project": fake_gcs.project})


@pytest.fixture
def az(azurite: AzureRig, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", connection_string(azurite.url))
    yield from filled("azure", {"account": ACCOUNT, "container": "own-weights"})


ROOTS = {"s3": "s3://own-weights", "gs": "gs://own-weights", "az": f"az://{ACCOUNT}/own-weights"}
Rooted = tuple[str, Store]


@pytest.fixture(params=ROOTS)
def rooted(request: pytest.FixtureRequest, cache: Path) -> Rooted:
    del cache
    return ROOTS[request.param], request.getfixturevalue(request.param)


def test_one_object_all_below_one_and_what_changed(rooted: Rooted) -> None:
    root, store = rooted
    one = fetch(Remote(f"{root}/m.gguf", hashlib.sha256(b"GGUF").hexdigest()))
    assert (one.name, one.read_bytes()) == ("m.gguf", b"GGUF")
    for uri in (f"{root}/m", f"{root}/m/"):
        model = bring(Weights(Remote(uri)))
        assert {path: Path(str(file)).read_bytes() for path, file in model.files.items()} == {
            "config.json": b"{}",
            "deep/w.safetensors": FILES["m/deep/w.safetensors"],
        }
        assert (model.form, model.lineage["source"]) == ("safetensors", uri)
    store.delete("m.gguf")
    store.put("m.gguf", b"GGUF2", Absent())
    assert fetch(Remote(f"{root}/m.gguf")).read_bytes() == b"GGUF2"


def test_p8_what_is_not_there(rooted: Rooted) -> None:
    root, _ = rooted
    with pytest.raises(ModelError, match="no such object") as caught:
        fetch(Remote(f"{root}/nothing"))
    assert caught.value.who == f"{root}/nothing"
    with pytest.raises(IntegrityError, match="not 000"):
        fetch(Remote(f"{root}/m.gguf", "0" * 64))
    with pytest.raises(ModelError, match="of one file"):
        fetch(Remote(f"{root}/m", "0" * 64))


@pytest.mark.parametrize("uri", ["s3://B/k", "gs://x/k", "az://UPPER/c/k", "az://account/c/k"])
def test_p8_a_bucket_that_cannot_be(uri: str) -> None:
    with pytest.raises(ModelError) as caught:
        fetch(Remote(uri))
    assert caught.value.who == uri


Opened = Callable[[Store], None]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, cache: Path) -> Opened:
    """A store in memory in place of the provider's, for what no emulator lets anybody write."""
    del cache

    def open_as(store: Store) -> None:
        provider = registry.provider("aws")
        monkeypatch.setattr(type(provider), "open", lambda self, target: store)  # noqa: ARG005

    return open_as


@pytest.mark.parametrize("key", ["m/../../x", "m//x", "m/a\\b", "m/./x"])
def test_a_key_that_would_lead_out_of_the_folder(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """Keys are any text in a bucket."""
    store = MemoryStore("m")
    listed = [Stat(key, 1, Version("1"))]
    monkeypatch.setattr(store, "list", lambda prefix: iter(listed))  # noqa: ARG005
    opened(store)
    before = set(tmp_path.rglob("*"))
    with pytest.raises(ModelError, match="no name of a file"):
        fetch(Remote("s3://bucket/m/"))
    assert set(tmp_path.rglob("*")) == before


def test_an_object_and_objects_below_it(opened: Opened, cache: Path) -> None:
    store = MemoryStore("m")
    for key in ("m/a", "m/a/b/c", "m/d"):
        store.put(key, b"1", Absent())
    opened(store)
    with pytest.raises(ModelError, match="'a' is an object, and there are objects below it"):
        fetch(Remote("s3://bucket/m/"))
    assert not cache.exists()


def test_what_has_not_changed_is_not_read_again(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = MemoryStore("m")
    store.put("m", b"1", Absent())
    opened(store)
    first = fetch(Remote("s3://bucket/m"))
    monkeypatch.setattr(objects, "_download", None)
    assert fetch(Remote("s3://bucket/m")) == first


def test_an_object_that_is_gone_meanwhile(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, cache: Path
) -> None:
    store = MemoryStore("m")
    monkeypatch.setattr(store, "head", lambda key: Stat(key, 1, Version("1")))
    opened(store)
    with pytest.raises(NotFound):
        fetch(Remote("s3://bucket/m"))
    assert not [path for path in (cache / "weights").rglob("*") if path.is_file()]
