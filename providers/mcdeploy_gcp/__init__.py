"""Google Cloud Storage as a store, through google-cloud-storage."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from mcdeploy.domain import Kind, Target
from mcdeploy.store.settings import Endpoint, Settings

if TYPE_CHECKING:
    from mcdeploy.store.contract import Provider, Store


class GcpSettings(Settings):
    """A bucket of Google Cloud Storage."""

    bucket: str = Field(
        min_length=3,
        max_length=222,
        pattern=r"^[a-z0-9][a-z0-9._-]*[a-z0-9]$",
        description="The name of the bucket.",
    )
    project: str | None = Field(
        default=None,
        description="The project that pays for a new bucket; without it, that of the credentials.",
    )
    endpoint: Endpoint | None = Field(
        default=None,
        description="The URL of another server that speaks the Cloud Storage JSON API.",
    )

    @property
    def near(self) -> str:
        """How the locations begin of all buckets from which this one's service can copy."""
        return f"{self.endpoint or 'gs:/'}/"


class GcpProvider:
    """Credentials are the Application Default Credentials; where `STORAGE_EMULATOR_HOST` names an
    emulator, requests go there without any."""

    settings: ClassVar[type[Settings]] = GcpSettings
    package: ClassVar[Kind] = Kind.VERTEX

    def location(self, settings: Mapping[str, object], region: str | None) -> str:  # noqa: ARG002
        own = GcpSettings.model_validate(settings)
        return f"{own.near}{own.bucket}"

    def public(self, settings: Mapping[str, object]) -> bool:
        return GcpSettings.model_validate(settings).endpoint is None

    def sandboxed(self, settings: Mapping[str, object]) -> bool:
        return GcpSettings.model_validate(settings).endpoint is None

    def open(self, target: Target) -> "Store":
        from mcdeploy_gcp.store import GcpStore

        return GcpStore(target.name, GcpSettings.model_validate(target.settings), target.region)

    def create(self, target: Target) -> None:
        from mcdeploy_gcp.create import create

        create(target.name, GcpSettings.model_validate(target.settings), target.region)


provider: "Provider" = GcpProvider()
