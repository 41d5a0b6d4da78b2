"""A file behind an https URL, by the standard library."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from time import monotonic
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from mcdeploy.domain import Remote
from mcdeploy.environments import cache
from mcdeploy.errors import IntegrityError, ModelError
from mcdeploy.own.fetching.names import file_name, shown
from mcdeploy.store.digest import CHUNK
from mcdeploy.version import VERSION

MOST = 64 * 2**30
"""Bytes of a file."""

REDIRECTS = 5
SECONDS = 60
"""Without a byte."""

LEAST = 10_000
"""Bytes each second, on the whole, once the first `SECONDS` have passed."""


def fetch(remote: Remote) -> Path:
    """The file in the cache, by its digest. With `sha256` what is there is not asked for again;
    without, the server is asked each time.

    At most 64 GiB, and 5 redirects, all of them to https. No credentials are sent.
    """
    name = file_name(remote.uri)
    if remote.sha256 is not None:
        key = _key(remote.sha256, name)
        return cache.folder("weights", key, lambda into: _whole(remote, into / name)) / name
    with tempfile.TemporaryDirectory(prefix="mcdeploy-") as folder:
        fresh = Path(folder) / name
        key = _key(_download(remote, fresh), name)
        kept = cache.folder("weights", key, lambda into: _move(fresh, into))
    return kept / name


def _key(digest: str, name: str) -> str:
    return sha256(f"{digest}/{name}".encode()).hexdigest()


def _move(file: Path, into: Path) -> None:
    shutil.move(file, into / file.name)


def _whole(remote: Remote, into: Path) -> None:
    """What is not what it should be is not kept."""
    found = _download(remote, into)
    if found != remote.sha256:
        raise IntegrityError(
            shown(remote.uri),
            f"the file has the SHA-256 {found}, not {remote.sha256}",
            remedy="correct `model.sha256` if the file is the right one",
        )


def _download(remote: Remote, into: Path) -> str:
    """Write the file; its SHA-256."""
    running, size, begun = sha256(), 0, monotonic()
    with _told(remote.uri), _opened(remote.uri) as answer, into.open("xb") as file:
        length = answer.headers.get("Content-Length")
        _bound(remote.uri, int(length) if length and length.isdecimal() else 0)
        while chunk := answer.read1(CHUNK):
            _bound(remote.uri, size := size + len(chunk))
            _hurry(remote.uri, size, monotonic() - begun)
            running.update(chunk)
            file.write(chunk)
    if length is not None and length != str(size):
        raise _unread(remote.uri, f"the answer ended after {size} of {length} bytes")
    return running.hexdigest()


def _bound(uri: str, size: int) -> None:
    if size > MOST:
        what = f"the file has more than {MOST / 2**30:g} GiB"
        raise ModelError(shown(uri), what, remedy="fetch it yourself, and give its `path`")


def _hurry(uri: str, size: int, seconds: float) -> None:
    """Whoever sends a byte now and then would hold us for ever."""
    if size < LEAST * (seconds - SECONDS):
        raise _unread(uri, f"it comes with less than {LEAST / 1000:g} kB a second")


class _Redirects(HTTPRedirectHandler):
    """A few, and only to https."""

    max_redirections = REDIRECTS

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if not newurl.startswith("https://"):
            raise URLError(f"it redirects to {shown(newurl)}, which is not https")
        _check_nobody(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _check_nobody(uri: str) -> None:
    """A user in a URL would be taken for a part of the host's name, and be told with it."""
    if "@" in urlsplit(uri).netloc:
        raise _unread(uri, "its URL names a user, and no credentials are sent")


def _opened(uri: str) -> Any:
    _check_nobody(uri)
    request = Request(uri, headers={"User-Agent": f"mcdeploy/{VERSION}"})  # noqa: S310
    return build_opener(_Redirects).open(request, timeout=SECONDS)


@contextmanager
def _told(uri: str) -> Iterator[None]:
    """In our words."""
    try:
        yield
    except HTTPError as error:
        error.close()
        raise _unread(uri, f"the server answered {error.code} {error.reason}") from error
    except URLError as error:
        raise _unread(uri, str(error.reason)) from error
    except (OSError, HTTPException, ValueError) as error:
        raise _unread(uri, f"the answer broke off: {error}") from error


def _unread(uri: str, what: str) -> ModelError:
    return ModelError(shown(uri), what, remedy="look at `model.uri`, or try again")
