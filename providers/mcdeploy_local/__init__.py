"""A folder on this machine, or on a file server that it mounts: racks without a cloud."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from mcdeploy.domain import Kind, Target
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
    package: ClassVar[Kind] = Kind.PLAIN

    def location(self, settings: Mapping[str, object], region: str | None) -> str:  # noqa: ARG002
        """`file://` and the folder's absolute path without symbolic links."""
        return _folder(settings).as_uri()

    def public(self, settings: Mapping[str, object]) -> bool:  # noqa: ARG002
        """Never: nobody publishes regions and prices for it."""
        return False

    def sandboxed(self, settings: Mapping[str, object]) -> bool:  # noqa: ARG002
        """Always: its folder is moved below the sandbox's."""
        return True

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


ELSEWHERE = "MCDEPLOY_LOCAL_ROOT"
"""Environment variable that moves every target's folder below another one, as a sandbox does."""


def moved(folder: Path) -> Path:
    """Where the folder is: as named, or its like below the root of a sandbox."""
    elsewhere = os.environ.get(ELSEWHERE)
    return Path(elsewhere).resolve().joinpath(*folder.parts[1:]) if elsewhere else folder


def _folder(settings: Mapping[str, object]) -> Path:
    return Path(str(settings["path"])).resolve()


def _root(settings: Mapping[str, object]) -> Path:
    """Where the objects are."""
    return moved(_folder(settings))


provider = LocalProvider()
