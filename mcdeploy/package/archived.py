"""Archives that are part of a package."""

import hashlib
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from mcdeploy import archive
from mcdeploy.domain import Content
from mcdeploy.environments import cache
from mcdeploy.errors import ModelError
from mcdeploy.package.hashed import sha256
from mcdeploy.records.canonical import encode
from mcdeploy.store.digest import CHUNK, digest
from mcdeploy.version import VERSION

NAME = "archive.tar.gz"


def tar_gz(members: Mapping[str, Content]) -> Content:
    """The members in a tar.gz, kept in the cache, for it may be large. ModelError when one of them
    cannot be read, or changes meanwhile."""
    told = {name: sha256(content, name) for name, content in members.items()}

    def make(folder: Path) -> None:
        with (folder / NAME).open("wb") as into:
            archive.tar_gz(members, into)
        _check(folder / NAME, told)

    key = hashlib.sha256(encode([VERSION, told])).hexdigest()
    return cache.folder("archives", key, make) / NAME


def _check(path: Path, told: Mapping[str, str]) -> None:
    """The archive holds what it will be known by."""
    for name, found in _held(path):
        if found != told[name]:
            raise ModelError(name, "changed while it was packed", remedy="ask again")


def _held(path: Path) -> Iterator[tuple[str, str]]:
    with tarfile.open(path) as opened:
        for member in opened:
            file = opened.extractfile(member)
            if file is not None:
                yield member.name, str(digest(_read(file)).checksums().sha256)


def _read(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk
