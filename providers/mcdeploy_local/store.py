"""The store in a POSIX folder.

Promises lean on what a local file system gives: rename and link are atomic, fsync means it, flock
excludes. NFS version 4 gives all of these between clients; NFS mounted `nolock`, SMB and most FUSE
file systems do not, and there the conditions of writes hold within one machine at best. Programs
that write below the root themselves are outside of the promises.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from mcdeploy.domain import Checksums
from mcdeploy.errors import ConditionFailed, Damaged, NotFound, Unsupported, UsageError
from mcdeploy.store.contract import (
    Absent,
    Capabilities,
    Condition,
    Part,
    Reading,
    Stat,
    Unchanged,
    Upload,
    Version,
)
from mcdeploy_local import drafts, pulling, uploads
from mcdeploy_local.durable import prune, write_all
from mcdeploy_local.exclusive import exclusively, version
from mcdeploy_local.layout import Layout
from mcdeploy_local.listing import listing
from mcdeploy_local.reading import described, find, open_object, stream
from mcdeploy_local.translate import translated


class LocalStore:
    """Objects as files below one root, which must exist."""

    capabilities = Capabilities(
        signed_urls=False, verifies_whole=True, min_part=1, pulls=(pulling.SCHEME,)
    )

    def __init__(self, name: str, root: Path) -> None:
        self.name = name
        self._layout = Layout(root)
        self._swept = False

    def head(self, key: str) -> Stat:
        with self._does("head"):
            _, state = find(self._layout, key)
        return Stat(key, state.st_size, version(state))

    def read(
        self, key: str, start: int = 0, length: int | None = None, version: Version | None = None
    ) -> Reading:
        with self._does("read"):
            file = open_object(self._layout, key)
        stat = described(key, file)
        if version not in (None, stat.version):
            file.close()
            raise ConditionFailed(self.name, "read", f"{key} is no longer at {version}")
        end = stat.size if length is None else min(stat.size, start + length)
        return Reading(stat, self._told(stream(file, start, end)))

    def _told(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        with self._does("read"):
            yield from chunks

    def list(self, prefix: str) -> Iterator[Stat]:
        with self._does("list"):
            yield from listing(self._layout, prefix)

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:
        with self._writes("put"), drafts.draft(self._layout) as new:
            write_all(new.descriptor, data)
            with exclusively(self._layout) as lock:
                if isinstance(condition, Unchanged):
                    self._demand("put", key, condition)
                return self._publish("put", new, key, lock, replace=condition != Absent())

    def copy(self, source: str, key: str) -> None:
        with self._writes("copy"), drafts.draft(self._layout) as new:
            with open_object(self._layout, source) as file:
                drafts.fill(new, file.fileno(), described(source, file).size)
            with exclusively(self._layout) as lock:
                self._publish("copy", new, key, lock, replace=True)

    def delete(self, key: str, condition: Unchanged | None = None) -> None:
        with self._writes("delete"), exclusively(self._layout):
            if condition is not None:
                self._demand("delete", key, condition)
            with suppress(FileNotFoundError):
                path, _ = find(self._layout, key)
                path.unlink()
                prune(path.parent, self._layout.root)

    def begin(self, key: str, size: int, part_size: int) -> Upload:
        with self._writes("begin"):
            return uploads.begin(self._layout, uploads.About(key, size, part_size))

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        with self._writes("put_part"):
            about = uploads.about(self._layout, upload)
            if not 1 <= number <= about.count or len(data) != about.length(number):
                raise UsageError(
                    self.name, f"put_part: {upload.key} has no part {number} of {len(data)} bytes"
                )
            return uploads.put_part(self._layout, upload, number, data)

    def parts(self, upload: Upload) -> tuple[Part, ...]:
        with self._does("parts"):
            return uploads.parts(self._layout, upload)

    def complete(self, upload: Upload, parts: tuple[Part, ...], whole: Checksums) -> Stat:
        with self._writes("complete"), exclusively(self._layout) as lock:
            with uploads.held(self._layout, upload, fcntl.LOCK_EX) as data:
                self._check(upload, parts, whole)
                made = self._publish("complete", data, upload.key, lock, replace=False)
            uploads.forget(self._layout, upload)
            return made

    def _check(self, upload: Upload, parts: tuple[Part, ...], whole: Checksums) -> None:
        held = uploads.parts(self._layout, upload)
        if held != parts or len(held) != uploads.about(self._layout, upload).count:
            raise UsageError(self.name, f"complete: these are not all the parts of {upload.key}")
        if uploads.whole(parts).agree(whole) is False:
            raise Damaged(self.name, "complete", f"the parts of {upload.key} do not add up")

    def abort(self, upload: Upload) -> None:
        with self._writes("abort"), exclusively(self._layout):
            uploads.forget(self._layout, upload)

    def uploads(self, prefix: str) -> Iterator[Upload]:
        with self._does("uploads"):
            yield from uploads.unfinished(self._layout, prefix)

    def pull(self, url: str, key: str, size: int, whole: Checksums) -> Stat:
        """From any folder of this machine that holds objects. The copy is read through before it
        gets its name, so its checksums are told."""
        with self._writes("pull"), drafts.draft(self._layout) as new:
            with pulling.opened(self.name, url) as file:
                drafts.fill(new, file.fileno(), described(url, file).size)
            found = pulling.proven(self.name, url, new, size, whole)
            with exclusively(self._layout) as lock:
                made = self._publish("pull", new, key, lock, replace=True)
        return replace(made, checksums=found)

    def sign(self, key: str, seconds: int) -> str:  # noqa: ARG002
        raise Unsupported(self.name, "sign", "a folder has no URL that others could read from")

    def close(self) -> None:
        """Nothing is kept open between calls."""

    @contextmanager
    def _does(self, operation: str) -> Iterator[None]:
        with translated(self.name, operation, self._layout.root):
            yield

    @contextmanager
    def _writes(self, operation: str) -> Iterator[None]:
        with self._does(operation):
            self._layout.make()
            if not self._swept:
                with exclusively(self._layout):
                    drafts.sweep(self._layout)
                    uploads.sweep(self._layout)
                self._swept = True
            yield

    def _demand(self, operation: str, key: str, condition: Unchanged) -> None:
        try:
            now = self.head(key).version
        except NotFound:
            now = None
        if now != condition.version:
            raise ConditionFailed(self.name, operation, f"{key} is not at {condition.version}")

    def _publish(
        self, operation: str, new: drafts.Draft, key: str, lock: int, *, replace: bool
    ) -> Stat:
        home = self._layout.home(key)
        try:
            state = drafts.publish(new, home, self._layout, lock, replace=replace)
        except FileExistsError as error:
            raise ConditionFailed(self.name, operation, f"{key} is there already") from error
        return Stat(key, state.st_size, version(state))
