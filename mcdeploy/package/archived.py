"""Archives that are part of a package."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from mcdeploy import archive
from mcdeploy.domain import Content
from mcdeploy.environments import cache
from mcdeploy.errors import ModelError
from mcdeploy.records.canonical import encode
from mcdeploy.store.digest import chunks, digest
from mcdeploy.version import VERSION

NAME = "archive.tar.gz"


def tar_gz(members: Mapping[str, Content]) -> Content:
    """The members in a tar.gz, kept in the cache, for it may be large. ModelError when one of them
    cannot be read."""

    def make(folder: Path) -> None:
        with (folder / NAME).open("wb") as into:
            archive.tar_gz(members, into)

    told = {name: _sha256(name, content) for name, content in members.items()}
    key = hashlib.sha256(encode([VERSION, told])).hexdigest()
    return cache.folder("archives", key, make) / NAME


def _sha256(name: str, content: Content) -> str | None:
    try:
        return digest(chunks(content)).checksums().sha256
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise ModelError(name, what, remedy="make the file readable") from error
