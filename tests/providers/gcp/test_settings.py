"""What a manifest may say of a target on Google Cloud, and which place that is."""

import subprocess
import sys

import pytest
from pydantic import ValidationError

from mcdeploy_gcp import GcpSettings, provider


@pytest.mark.parametrize("bucket", ["ab", "Models", "-models", "models.", "a/b", "models\n"])
def test_a_bucket_name_that_the_service_refuses(bucket: str) -> None:
    with pytest.raises(ValidationError, match="bucket"):
        GcpSettings(bucket=bucket)


def test_a_bucket_is_one_place_whatever_pays_for_it() -> None:
    assert provider.location({"bucket": "models"}, "europe-west1") == "gs://models"
    assert provider.location({"bucket": "models", "project": "p"}, None) == "gs://models"
    assert provider.public({"bucket": "models"})


def test_another_server_is_another_place() -> None:
    for written in ("http://Rack:9000", "http://rack:9000/"):
        settings = {"bucket": "models", "endpoint": written}
        assert provider.location(settings, None) == "http://rack:9000/models"
        assert not provider.public(settings)


def test_dumped_settings_are_read_again() -> None:
    settings = GcpSettings(bucket="models", endpoint="http://rack:9000/")
    assert GcpSettings.model_validate(settings.model_dump()) == settings


def test_every_setting_is_explained() -> None:
    properties = GcpSettings.model_json_schema()["properties"]
    assert all(own["description"].endswith(".") for own in properties.values())


def test_asking_for_the_location_imports_no_sdk() -> None:
    code = (
        "import sys, mcdeploy_gcp as m; m.provider.location({'bucket': 'models'}, None); "
        "sys.exit('google.cloud.storage' in sys.modules or 'requests' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
