"""A folder on this machine, or on a file server that it mounts: racks without a cloud."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from mcdeploy.domain import Target
from mcdeploy.store.settings import FolderPath, Settings

if TYPE_CHECKING:
    from mcdeploy.store.contract import Store


class LocalSettings(Settings):
    """The keys of a `local` target."""

    path: FolderPath = Field(
        description="Folder that holds the objects, absolute or relative to the manifest's folder."
    )


class LocalProvider:
    """The provider's entry point."""

    settings: ClassVar[type[Settings]] = LocalSettings

    def location(self, settings: Mapping[str, object], region: str | None) -> str:  # noqa: ARG002
        """`file://` and the folder's absolute path without symbolic links."""
        return _root(settings).as_uri()

    def public(self, settings: Mapping[str, object]) -> bool:  # noqa: ARG002
        """Never: nobody publishes regions and prices for it."""
        return False

    def open(self, target: Target) -> "Store":
        """A store for the folder, which need not exist yet."""
        from mcdeploy_local.store import LocalStore

        return LocalStore(target.name, _root(target.settings))

    def create(self, target: Target) -> None:
        """Make the folder, and those above it."""
        from mcdeploy_local.translate import translated

        root = _root(target.settings)
        with translated(target.name, "create", root):
            root.mkdir(parents=True, exist_ok=True)


def _root(settings: Mapping[str, object]) -> Path:
    return Path(str(settings["path"])).resolve()


provider = LocalProvider()
