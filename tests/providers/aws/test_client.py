"""The SDK's client: made quickly, and with the credentials that hold now."""

import pytest

from mcdeploy_aws.client import connect
from mcdeploy_aws.settings import AwsSettings

SETTINGS = AwsSettings(bucket="models")


def _credentials(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", name)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")


def _key_of(client: object) -> str:
    return str(client._request_signer._credentials.access_key)  # type: ignore[attr-defined]


def test_other_credentials_make_another_session(monkeypatch: pytest.MonkeyPatch) -> None:
    _credentials(monkeypatch, "first")
    first, again = connect(SETTINGS, "us-east-1"), connect(SETTINGS, "us-east-1")
    _credentials(monkeypatch, "second")
    second = connect(SETTINGS, "us-east-1")
    assert [_key_of(client) for client in (first, again, second)] == ["first", "first", "second"]


def test_clients_of_one_session_are_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing one leaves the other its connections; a region is each one's own."""
    _credentials(monkeypatch, "mine")
    here, there = connect(SETTINGS, "us-east-1"), connect(SETTINGS, "eu-west-1")
    assert here.meta.region_name == "us-east-1"
    assert there.meta.region_name == "eu-west-1"
    assert here._endpoint.http_session is not there._endpoint.http_session
