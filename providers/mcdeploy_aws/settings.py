"""What a target of provider `aws` says about itself, and where that is."""

import re
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from mcdeploy.store.settings import Endpoint, Settings

_AMAZON = re.compile(r"(^|\.)amazonaws\.(com|com\.cn|eu)$")


class Checksum(StrEnum):
    """Which checksum is sent along with the bytes, for the store to check them on arrival."""

    CRC64NVME = "crc64nvme"
    CRC32C = "crc32c"
    NONE = "none"


def _bucket(name: str) -> str:
    """Source: "General purpose bucket naming rules", Amazon S3 User Guide."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", name):
        raise ValueError(
            "a bucket name has 3 to 63 lower-case letters, digits, dots and hyphens, "
            "and begins and ends with a letter or a digit"
        )
    if ".." in name or re.fullmatch(r"\d+(\.\d+){3}", name):
        raise ValueError("a bucket name has no two dots in a row and is not an IP address")
    return name


def amazon(url: str) -> bool:
    """Whether the URL is one of AWS itself: a VPC or FIPS endpoint is, a rack is not."""
    return bool(_AMAZON.search(urlsplit(url).hostname or ""))


class AwsSettings(Settings):
    """The keys of a target of provider `aws`."""

    bucket: Annotated[str, AfterValidator(_bucket)] = Field(
        description="The name of the S3 bucket.", examples=["models-virginia"]
    )
    endpoint: Endpoint | None = Field(
        default=None,
        description="The URL of a store that speaks the S3 protocol; without it, AWS itself.",
        examples=["https://s3.example.com"],
    )
    profile: str | None = Field(
        default=None,
        min_length=1,
        description="The profile of the AWS configuration whose credentials are used.",
    )
    checksum: Checksum = Field(
        default=Checksum.CRC64NVME,
        description="The checksum that the store checks on arrival, for stores that do not know "
        "the one that AWS recommends.",
    )

    @property
    def public(self) -> bool:
        return self.endpoint is None or amazon(self.endpoint)

    @property
    def near(self) -> str:
        """How the locations begin of all buckets from which this one's service can copy."""
        return "s3://" if self.public else f"{self.endpoint}/"

    @property
    def location(self) -> str:
        return f"s3://{self.bucket}" if self.public else f"{self.endpoint}/{self.bucket}"
