"""A plain environment, and stores opened at whatever plays S3."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from mcdeploy.domain import Target
from mcdeploy.sandbox.seaweedfs import ACCESS_KEY, SECRET_KEY
from mcdeploy.store.contract import Store
from mcdeploy_aws import provider

from .answering import Answer, Answering, Open, Reply


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Credentials of the emulators, and nothing of what the machine's user has configured."""
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)


@pytest.fixture
def answering() -> Iterator[Answer]:
    with ExitStack() as stack:

        def start(*replies: Reply) -> Answering:
            server = stack.enter_context(Answering(*replies))
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
            stack.callback(server.shutdown)
            return server

        yield start


@pytest.fixture
def open_at() -> Iterator[Open]:
    with ExitStack() as stack:

        def opened(url: str, region: str | None = "us-east-1", **more: object) -> Store:
            settings = {"bucket": "models", "endpoint": url, **more}
            location = provider.location(settings, region)
            store = provider.open(Target("rack", "aws", location, region, settings=settings))
            stack.callback(store.close)
            return store

        yield opened
