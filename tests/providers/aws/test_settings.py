"""What a manifest may say of a target on AWS, and which place that is."""

import subprocess
import sys

import pytest
from pydantic import ValidationError

from mcdeploy_aws import provider
from mcdeploy_aws.settings import AwsSettings


@pytest.mark.parametrize("bucket", ["abc", "models-virginia", "a.b.c", "0" * 63])
def test_a_bucket_name_that_s3_takes(bucket: str) -> None:
    assert provider.location({"bucket": bucket}, None) == f"s3://{bucket}"


@pytest.mark.parametrize(
    "bucket",
    ["ab", "0" * 64, "Models", "a_b", "-abc", "abc.", "a..b", "192.168.0.1", "a/b", "abc\n"],
)
def test_a_bucket_name_that_s3_refuses(bucket: str) -> None:
    with pytest.raises(ValidationError, match="bucket name"):
        AwsSettings(bucket=bucket)


@pytest.mark.parametrize(
    "endpoint",
    [
        "s3.example.com",
        "ftp://s3.example.com",
        "https://",
        "https://a:b@s3.example.com",
        "http://h/?q",
    ],
)
def test_an_endpoint_that_is_none(endpoint: str) -> None:
    with pytest.raises(ValidationError, match="endpoint"):
        AwsSettings(bucket="abc", endpoint=endpoint)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("HTTPS://S3.Example.com:443/", "https://s3.example.com"),
        ("http://rack:80", "http://rack"),
        ("http://rack:9000//", "http://rack:9000"),
        ("https://rack/storage/S3/", "https://rack/storage/S3"),
        ("http://[::1]:9000", "http://[::1]:9000"),
    ],
)
def test_one_place_has_one_location(written: str, canonical: str) -> None:
    settings = {"bucket": "abc", "endpoint": written}
    assert provider.location(settings, "eu-west-1") == f"{canonical}/abc"
    assert not provider.public(settings)


@pytest.mark.parametrize(
    "endpoint", [None, "https://s3.eu-west-1.amazonaws.com", "https://b.vpce-1.s3.amazonaws.com"]
)
def test_endpoints_of_aws_are_aws(endpoint: str | None) -> None:
    settings = {"bucket": "abc", "endpoint": endpoint}
    assert provider.location(settings, None) == "s3://abc"
    assert provider.public(settings)


def test_another_host_does_not_pass_for_aws() -> None:
    for host in ("amazonaws.com.example.org", "notamazonaws.com"):
        assert not provider.public({"bucket": "abc", "endpoint": f"https://{host}"})


def test_dumped_settings_are_read_again() -> None:
    settings = AwsSettings(bucket="abc", endpoint="http://rack:9000/")
    assert AwsSettings.model_validate(settings.model_dump()) == settings
    assert AwsSettings.model_validate(settings.model_dump(mode="json")) == settings


def test_every_key_is_explained() -> None:
    properties = AwsSettings.model_json_schema()["properties"]
    assert all("description" in schema for schema in properties.values())


def test_settings_and_location_import_no_sdk() -> None:
    program = (
        "import sys, mcdeploy_aws as aws; aws.provider.location({'bucket': 'abc'}, None);"
        "sys.exit(any(name.startswith(('boto', 'awscrt')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
