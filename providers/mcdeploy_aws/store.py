"""The store: an S3 bucket under the contract."""

from mcdeploy.store.contract import Capabilities
from mcdeploy_aws.services import Services
from mcdeploy_aws.settings import Checksum


class AwsStore(Services):
    """One bucket of S3 or of a store that speaks its protocol."""

    @property
    def capabilities(self) -> Capabilities:
        checked = self.settings.checksum is not Checksum.NONE
        return Capabilities(
            verifies_on_arrival=checked, verifies_whole=checked, pulls=(self.settings.near,)
        )
