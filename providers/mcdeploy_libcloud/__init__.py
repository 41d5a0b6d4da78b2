"""Any store that apache-libcloud has a storage driver for."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar
from urllib.parse import quote

from pydantic import AfterValidator, Field, SecretStr

from mcdeploy.domain import Kind, Target
from mcdeploy.store.settings import Settings
from mcdeploy_libcloud.drivers import known

if TYPE_CHECKING:
    from mcdeploy.store.contract import Store


class LibcloudSettings(Settings):
    """The keys of a `libcloud` target."""

    driver: Annotated[str, AfterValidator(known)] = Field(
        description="Name of libcloud's storage driver, such as s3, minio or openstack_swift."
    )
    container: str = Field(min_length=1, description="Container or bucket that holds the objects.")
    key: SecretStr = Field(
        default=SecretStr(""),
        description="Access key, account or user name, usually ${ENV_VAR}; a folder for local.",
    )
    secret: SecretStr | None = Field(
        default=None, description="Secret key or password, usually ${ENV_VAR}."
    )
    host: str | None = Field(
        default=None, description="Host name of the store, where the driver has none of its own."
    )
    port: int | None = Field(
        default=None, ge=1, le=65535, description="Port of the store, if not the usual one."
    )
    secure: bool = Field(default=True, description="Whether to speak HTTPS rather than HTTP.")


class LibcloudProvider:
    """The provider's entry point."""

    settings: ClassVar[type[Settings]] = LibcloudSettings
    package: ClassVar[Kind] = Kind.PLAIN

    def location(self, settings: Mapping[str, object], region: str | None) -> str:
        """`libcloud+DRIVER://HOST/CONTAINER`; the host says what tells two such places apart."""
        given = LibcloudSettings.model_validate(settings)
        return f"libcloud+{given.driver}://{_place(given, region)}/{quote(given.container)}"

    def public(self, settings: Mapping[str, object]) -> bool:  # noqa: ARG002
        """Never: its regions and prices are not in the catalogue under this name."""
        return False

    def sandboxed(self, settings: Mapping[str, object]) -> bool:  # noqa: ARG002
        """Never: its drivers read no variables."""
        return False

    def open(self, target: Target) -> "Store":
        """A store with the manifest's credentials; libcloud has no chain of its own."""
        from mcdeploy_libcloud.client import Client
        from mcdeploy_libcloud.store import LibcloudStore

        return LibcloudStore(Client(target.name, _settings(target), target.region))

    def create(self, target: Target) -> None:
        """Make the container."""
        from mcdeploy_libcloud.client import Client

        Client(target.name, _settings(target), target.region).create()


def _settings(target: Target) -> LibcloudSettings:
    return LibcloudSettings.model_validate(target.settings)


def _place(given: LibcloudSettings, region: str | None) -> str:
    """What is in the place of the host: a folder or an account where the container is in one."""
    key = given.key.get_secret_value()
    if given.driver == "local":
        return quote(str(Path(key).resolve()))
    host = given.host or region or ""
    if given.driver == "azure_blobs" and given.host is None:
        host = f"{key}.blob.core.windows.net"
    return host.lower() + (f":{given.port}" if given.port else "")


provider = LibcloudProvider()
