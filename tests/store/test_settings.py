"""What every provider's settings have in common: endpoints, which everybody may see."""

import subprocess
import sys
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from mcdeploy.store.contract import Provider
from mcdeploy.store.registry import provider
from mcdeploy.store.settings import Endpoint

ENDPOINT: TypeAdapter[str] = TypeAdapter(Endpoint)
OWN: Mapping[str, Mapping[str, object]] = {
    "aws": {"bucket": "models"},
    "gcp": {"bucket": "models"},
    "azure": {"account": "modelstokyo", "container": "models"},
}


@pytest.fixture(params=OWN)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _location(name: str, endpoint: str) -> str:
    cloud: Provider = provider(name)
    settings = cloud.settings.model_validate({**OWN[name], "endpoint": endpoint})
    return cloud.location(settings.model_dump(), None)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://user:SECRET@host",
        "https://:SECRET@host",
        "https://SECRET@host",
        "https://host/?sv=1&sig=SECRET",
        "https://host/path#SECRET",
    ],
)
def test_an_endpoint_takes_no_secret_and_tells_none(name: str, endpoint: str) -> None:
    with pytest.raises(ValidationError, match="credentials do not go here") as caught:
        _location(name, endpoint)
    assert "SECRET" not in caught.value.errors(include_input=False)[0]["msg"]


@pytest.mark.parametrize(
    "endpoint", ["host", "ftp://host", "https://", "https:///path", "http://h:port", "http://a b"]
)
def test_what_is_no_endpoint_is_refused(name: str, endpoint: str) -> None:
    with pytest.raises(ValidationError, match="endpoint"):
        _location(name, endpoint)


@pytest.mark.parametrize("written", ["HTTPS://Rack.Example:443/S3/", "https://rack.example/S3"])
def test_one_place_has_one_location(name: str, written: str) -> None:
    assert _location(name, written) == "https://rack.example/S3/models"


@given(st.text() | st.from_regex(r"https?://[a-z0-9@:?#\[\]/.%]*", fullmatch=True))
def test_what_was_accepted_once_is_accepted_again_as_it_is(written: str) -> None:
    try:
        accepted = ENDPOINT.validate_python(written)
    except ValidationError:
        return
    assert ENDPOINT.validate_python(accepted) == accepted


def test_settings_wait_for_no_network_types() -> None:
    code = (
        "import sys, mcdeploy_aws, mcdeploy_gcp as gcp, mcdeploy_azure; "
        "gcp.provider.location({'bucket': 'abc', 'endpoint': 'http://h'}, None); "
        "sys.exit('pydantic.networks' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
