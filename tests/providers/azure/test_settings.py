"""What a manifest may say of a target on Azure, and which place that is."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mcdeploy_azure import AzureSettings, provider
from mcdeploy_azure.client import borrowed

ACCOUNTS = st.from_regex(r"[a-z0-9]{3,24}", fullmatch=True)
CONTAINERS = st.from_regex(r"[a-z0-9]{3,20}(-[a-z0-9]{1,20}){0,2}", fullmatch=True)


@pytest.mark.parametrize(
    ("account", "container"),
    [
        ("ab", "models"),
        ("a" * 25, "models"),
        ("Models", "models"),
        ("models-tokyo", "models"),
        ("modelstokyo", "ab"),
        ("modelstokyo", "a" * 64),
        ("modelstokyo", "a--b"),
        ("modelstokyo", "-ab"),
        ("modelstokyo", "Models"),
        ("modelstokyo", "models\n"),
    ],
)
def test_names_that_azure_refuses(account: str, container: str) -> None:
    with pytest.raises(ValidationError, match=r"account|container"):
        AzureSettings(account=account, container=container)


def test_a_container_is_one_place() -> None:
    settings = {"account": "modelstokyo", "container": "models"}
    location = provider.location(settings, "japaneast")
    assert location == "https://modelstokyo.blob.core.windows.net/models"
    assert provider.public(settings)


def test_another_endpoint_is_another_place() -> None:
    for written in ("https://Blob.rack.example/acme", "https://blob.rack.example:443/acme/"):
        settings = {"account": "acme", "container": "models", "endpoint": written}
        assert provider.location(settings, None) == "https://blob.rack.example/acme/models"
        assert not provider.public(settings)


@given(ACCOUNTS, CONTAINERS)
def test_a_container_in_a_borrowed_account_has_a_name_that_azure_takes(
    account: str, container: str
) -> None:
    settings = AzureSettings(account=account, container=container)
    assert AzureSettings(account=account, container=borrowed(settings))


def test_containers_in_a_borrowed_account_are_told_apart() -> None:
    assert borrowed(AzureSettings(account="tokyo", container="models")) == "tokyo-models"
    long = [AzureSettings(account="a" * 24, container="c" * 60 + end) for end in ("x", "y")]
    assert len({borrowed(one) for one in long}) == 2


def test_every_setting_is_explained() -> None:
    properties = AzureSettings.model_json_schema()["properties"]
    assert all(own["description"].endswith(".") for own in properties.values())


def test_asking_for_the_location_imports_no_sdk() -> None:
    code = (
        "import sys, mcdeploy_azure as m; "
        "m.provider.location({'account': 'abc', 'container': 'abc'}, None); "
        "sys.exit(any(name.startswith('azure') for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
