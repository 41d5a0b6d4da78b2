"""Large objects in parts, in `uploads/<id>/`:

    about.json    key, size and part size
    data          the whole object, allocated at the beginning; each part is written at its place
    parts/<n>     size and CRC64NVME of a part, written when its bytes are on the medium

An upload is there as long as `data` is, under that one name: completing it gives the file its
second name, the object's, and then takes the first away. Who writes a part shares a lock on `data`,
and who completes holds it alone, so no part can reach an object that is already seen.
"""

import errno
import fcntl
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from awscrt import checksums as crt

from mcdeploy.domain import Checksums
from mcdeploy.store.contract import Part, Upload
from mcdeploy_local.drafts import Draft, draft
from mcdeploy_local.durable import flush_folder, opened, write_all
from mcdeploy_local.exclusive import exclusively
from mcdeploy_local.layout import Layout

_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class About:
    key: str
    size: int
    part_size: int

    @property
    def count(self) -> int:
        return -(-self.size // self.part_size)

    def length(self, number: int) -> int:
        return min(self.part_size, self.size - (number - 1) * self.part_size)


def begin(layout: Layout, about: About) -> Upload:
    upload = Upload(about.key, secrets.token_hex(16))
    folder = layout.uploads / upload.id
    with draft(layout) as data:
        _allocate(data.descriptor, about.size)
        with exclusively(layout):
            (folder / "parts").mkdir(parents=True)
            _write(folder / "about.json", json.dumps(asdict(about)).encode())
            data.path.rename(folder / "data")
            flush_folder(folder)
            flush_folder(layout.uploads)
    return upload


def _allocate(descriptor: int, size: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size)
    else:
        os.ftruncate(descriptor, size)


def _write(path: Path, data: bytes) -> None:
    with opened(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as descriptor:
        write_all(descriptor, data)


def about(layout: Layout, upload: Upload) -> About:
    """Raises `FileNotFoundError` when the upload is gone."""
    found = _about(layout, upload.id)
    if found.key != upload.key:
        raise _gone(upload.id)
    return found


def _about(layout: Layout, name: str) -> About:
    if not _ID.fullmatch(name) or _data(layout, name).stat().st_nlink != 1:
        raise _gone(name)
    return About(**json.loads((layout.uploads / name / "about.json").read_bytes()))


def _gone(name: str) -> FileNotFoundError:
    return FileNotFoundError(errno.ENOENT, "the upload is gone", name)


def _data(layout: Layout, name: str) -> Path:
    return layout.uploads / name / "data"


@contextmanager
def held(layout: Layout, upload: Upload, lock: int) -> Iterator[Draft]:
    """The upload's data, under a shared or an exclusive lock.

    Raises `FileNotFoundError` when the upload is gone.
    """
    path = _data(layout, upload.id)
    with opened(path, os.O_RDWR) as descriptor:
        fcntl.flock(descriptor, lock)
        about(layout, upload)
        yield Draft(path, descriptor)


def put_part(layout: Layout, upload: Upload, number: int, data: bytes) -> Part:
    part = Part(number, len(data), f"{crt.crc64nvme(data):016x}")
    marker = layout.uploads / upload.id / "parts" / str(number)
    at = (number - 1) * about(layout, upload).part_size
    with held(layout, upload, fcntl.LOCK_SH) as whole:
        if marker.exists():
            marker.unlink()
            flush_folder(marker.parent)
        write_all(whole.descriptor, data, at)
        _mark(marker, part)
    return part


def _mark(marker: Path, part: Part) -> None:
    unseen = marker.with_name(f"{marker.name}.{secrets.token_hex(8)}")
    _write(unseen, f"{part.size} {part.tag}".encode())
    unseen.rename(marker)
    flush_folder(marker.parent)


def parts(layout: Layout, upload: Upload) -> tuple[Part, ...]:
    about(layout, upload)
    folder = layout.uploads / upload.id / "parts"
    numbers = sorted(int(path.name) for path in folder.iterdir() if path.name.isdecimal())
    return tuple(_marked(number, folder / str(number)) for number in numbers)


def _marked(number: int, marker: Path) -> Part:
    size, tag = marker.read_text().split()
    return Part(number, int(size), tag)


def whole(parts: tuple[Part, ...]) -> Checksums:
    """What the parts add up to."""
    crc = 0
    for part in parts:
        crc = crt.combine_crc64nvme(crc, int(part.tag, 16), part.size)
    return Checksums(crc64nvme=crc)


def forget(layout: Layout, upload: Upload) -> None:
    """Remove what there is of the upload. The caller holds the root's lock."""
    if _ID.fullmatch(upload.id):
        _data(layout, upload.id).unlink(missing_ok=True)
        shutil.rmtree(layout.uploads / upload.id, ignore_errors=True)


def unfinished(layout: Layout, prefix: str) -> Iterator[Upload]:
    with suppress(FileNotFoundError):
        for path in sorted(layout.uploads.iterdir()):
            with suppress(FileNotFoundError):
                found = _about(layout, path.name)
                if found.key.startswith(prefix):
                    yield Upload(found.key, path.name)


def sweep(layout: Layout) -> None:
    """Remove what is left of uploads that are gone. The caller holds the root's lock."""
    for path in layout.uploads.iterdir():
        try:
            _about(layout, path.name)
        except FileNotFoundError:
            forget(layout, Upload("", path.name))
