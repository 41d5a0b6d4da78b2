"""Azure Blob Storage as a store, through azure-storage-blob."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from mcdeploy.domain import Kind, Target
from mcdeploy.store.settings import Endpoint, Settings

if TYPE_CHECKING:
    from mcdeploy.store.contract import Provider, Store


class Checksum(StrEnum):
    """Which checksum is sent along with the bytes, for the service to check them on arrival."""

    CRC64NVME = "crc64nvme"
    MD5 = "md5"


class AzureSettings(Settings):
    """A container of an Azure storage account."""

    account: str = Field(
        pattern=r"^[a-z0-9]{3,24}$", description="The name of the storage account."
    )
    container: str = Field(
        min_length=3,
        max_length=63,
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        description="The name of the container in the account.",
    )
    endpoint: Endpoint | None = Field(
        default=None,
        description="The URL of the account's blob service outside of the public cloud.",
    )
    checksum: Checksum = Field(
        default=Checksum.CRC64NVME,
        description="The checksum that the service checks on arrival, for services that do not "
        "know the first one, or are slow at it.",
    )

    @property
    def url(self) -> str:
        """The blob service of the account."""
        return self.endpoint or f"https://{self.account}.blob.core.windows.net"


class AzureProvider:
    """Credentials are those of `AZURE_STORAGE_CONNECTION_STRING`, else the account's key in
    `AZURE_STORAGE_KEY`, else what azure-identity's DefaultAzureCredential finds.

    A connection string must lead to the target's own place. Only an emulator's, on this machine,
    may name another account, since it has one only: the container is then called
    `ACCOUNT-CONTAINER` there, after the target.
    """

    settings: ClassVar[type[Settings]] = AzureSettings
    package: ClassVar[Kind] = Kind.AZUREML

    def location(self, settings: Mapping[str, object], region: str | None) -> str:  # noqa: ARG002
        own = AzureSettings.model_validate(settings)
        return f"{own.url}/{own.container}"

    def public(self, settings: Mapping[str, object]) -> bool:
        return AzureSettings.model_validate(settings).endpoint is None

    def sandboxed(self, settings: Mapping[str, object]) -> bool:
        return AzureSettings.model_validate(settings).endpoint is None

    def open(self, target: Target) -> "Store":
        from mcdeploy_azure.store import AzureStore

        return AzureStore(target.name, AzureSettings.model_validate(target.settings))

    def create(self, target: Target) -> None:
        from mcdeploy_azure.create import create

        create(target.name, AzureSettings.model_validate(target.settings))


provider: "Provider" = AzureProvider()
