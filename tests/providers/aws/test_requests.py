"""What goes over the wire to AWS itself, stopped before it is sent: there is no TLS emulator."""

from io import BytesIO
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from urllib3 import HTTPResponse

from mcdeploy.domain import Target
from mcdeploy.store.contract import Absent
from mcdeploy_aws.store import AwsStore


def _sent(region: str | None, **settings: object) -> Any:
    """The request that a small write makes."""
    sent: list[Any] = []

    def keep(request: Any, **_: object) -> AWSResponse:
        sent.append(request)
        return AWSResponse(request.url, 200, {"ETag": '"v"'}, HTTPResponse(BytesIO()))

    store = AwsStore(Target("aws", "aws", "", region, settings={"bucket": "models", **settings}))
    store.client.meta.events.register("before-send.s3", keep)
    store.put("a", b"123456789", Absent())
    store.close()
    return sent[0]


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("us-east-1", "models.s3.us-east-1.amazonaws.com"),  # not the global s3.amazonaws.com
        ("eu-west-1", "models.s3.eu-west-1.amazonaws.com"),
        ("cn-north-1", "models.s3.cn-north-1.amazonaws.com.cn"),
    ],
)
def test_a_request_goes_to_the_region_of_the_target(region: str, host: str) -> None:
    assert _sent(region).url == f"https://{host}/a"


def test_a_region_that_nobody_names_is_that_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-north-1")
    assert "eu-north-1" in _sent(None).url


def test_over_tls_the_checksum_stands_for_the_signature_of_the_body() -> None:
    headers = _sent("us-east-1").headers
    assert headers["x-amz-checksum-crc64nvme"] == b"rosUhgp5mIg="
    assert headers["X-Amz-Content-SHA256"] == b"UNSIGNED-PAYLOAD"


@pytest.mark.parametrize(
    "settings", [{"checksum": "none"}, {"endpoint": "http://rack.example:9000"}]
)
def test_without_tls_or_checksum_the_body_is_signed(settings: dict[str, object]) -> None:
    digest = b"15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"
    assert _sent("us-east-1", **settings).headers["X-Amz-Content-SHA256"] == digest
