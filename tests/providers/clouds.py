"""The emulators as targets that a test, or a process of its own, opens by name and settings."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from mcdeploy.domain import Target
from mcdeploy.sandbox.azurite import ACCOUNT, KEY
from mcdeploy.sandbox.seaweedfs import ACCESS_KEY, SECRET_KEY
from mcdeploy.store import registry
from mcdeploy.store.contract import Store

RIGS = {"aws": "seaweedfs", "gcp": "gcs_sessions", "azure": "azurite"}
"""By provider, the fixture that gives its emulator."""


def credentials(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """Those of the emulators, and none that the machine's user has."""
    monkeypatch.delenv("AZURE_STORAGE_CONNECTION_STRING", raising=False)
    monkeypatch.setenv("AZURE_STORAGE_KEY", KEY)
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)


def settings(provider: str, url: str, name: str) -> dict[str, object]:
    """A target's own keys, for a bucket of that name at the emulator's URL."""
    match provider:
        case "azure":
            return {"account": ACCOUNT, "container": name, "endpoint": f"{url}/{ACCOUNT}"}
        case "local":
            return {"path": Path(url)}
    return {"bucket": name, "endpoint": url}


def opened(provider: str, own: Mapping[str, object]) -> Store:
    """The target's store; its bucket is made where it is not there."""
    target = Target(provider, provider, "", settings=dict(own))
    found = registry.provider(provider)
    found.create(target)
    return found.open(target)


def encoded(own: Mapping[str, object]) -> str:
    return json.dumps(own, default=str)
