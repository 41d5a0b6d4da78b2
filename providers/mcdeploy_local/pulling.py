"""Objects of other folders on this machine, by URL: the folder's location, a slash, the key."""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from mcdeploy.domain import Checksums
from mcdeploy.errors import Damaged, NotFound, Unsupported
from mcdeploy.store.digest import CHUNK, digest
from mcdeploy_local import moved
from mcdeploy_local.drafts import Draft
from mcdeploy_local.layout import OURS, Layout
from mcdeploy_local.reading import open_object

SCHEME = "file://"


def opened(who: str, url: str) -> io.FileIO:
    """The object at the URL, opened for reading."""
    if not url.startswith(SCHEME):
        raise Unsupported(who, "pull", f"a folder fetches files of this machine, not {url}")
    for root, key in _splits(url.removeprefix(SCHEME)):
        if (root / OURS).is_dir():
            try:
                return open_object(Layout(root), key)
            except FileNotFoundError:
                continue
    raise NotFound(who, "pull", f"there is no {url}")


def _splits(path: str) -> Iterator[tuple[Path, str]]:
    """Where the folder may end and the key begin, the longest folder first. A location escapes
    what has a meaning in a URL, a key does not."""
    at = path.rfind("/")
    while at > 0:
        yield moved(Path(unquote(path[:at]))), path[at + 1 :]
        at = path.rfind("/", 0, at)


def proven(who: str, url: str, new: Draft, size: int, whole: Checksums) -> Checksums:
    """The checksums of what lies on the medium now, which are those that were announced."""
    running = digest(_chunks(new))
    if running.size != size or running.checksums().agree(whole) is False:
        raise Damaged(who, "pull", f"{url} is not what was announced")
    return running.checksums()


def _chunks(new: Draft) -> Iterator[bytes]:
    at = 0
    while chunk := os.pread(new.descriptor, CHUNK, at):
        at += len(chunk)
        yield chunk
