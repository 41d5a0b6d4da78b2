"""AWS S3, and any store that speaks its protocol, as a target.

boto3 is imported only when a store is opened or a bucket is made.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from mcdeploy.domain import Kind, Target
from mcdeploy.store.settings import Settings
from mcdeploy_aws.settings import AwsSettings

if TYPE_CHECKING:
    from mcdeploy.store.contract import Store


class AwsProvider:
    """The provider `aws`."""

    settings: ClassVar[type[Settings]] = AwsSettings
    package: ClassVar[Kind] = Kind.SAGEMAKER

    def location(self, settings: Mapping[str, object], region: str | None) -> str:  # noqa: ARG002
        """`s3://BUCKET` on AWS, whose bucket names are global; `ENDPOINT/BUCKET` elsewhere."""
        return AwsSettings.model_validate(settings).location

    def public(self, settings: Mapping[str, object]) -> bool:
        """True unless an endpoint outside AWS is named."""
        return AwsSettings.model_validate(settings).public

    def sandboxed(self, settings: Mapping[str, object]) -> bool:
        """Unless an endpoint is named: that one would be asked."""
        return AwsSettings.model_validate(settings).endpoint is None

    def open(self, target: Target) -> "Store":
        from mcdeploy_aws.store import AwsStore

        return AwsStore(target)

    def create(self, target: Target) -> None:
        from mcdeploy_aws.create import create

        create(target)


provider = AwsProvider()
