"""What is carried: files of random bytes, which nothing can compress."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from mcdeploy.domain import Checksums, File
from mcdeploy.store.digest import Digest

FILES = "weights"
DIGESTS = "digests.json"
CHUNK = 4 * 2**20
HEADER = 128  # bytes of a shard before its weights


@dataclass(frozen=True, slots=True)
class Payload:
    """`home` holds the files below `weights`, and beside it what is written about them."""

    home: Path
    files: tuple[File, ...]

    @property
    def folder(self) -> Path:
        return self.home / FILES

    @property
    def name(self) -> str:
        """What it is called on the targets."""
        return self.home.name

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


def shards(home: Path, size: int, count: int) -> Payload:
    """A model of about so many bytes in that many safetensors files, as large models come."""
    names = [f"model-{n:05}-of-{count:05}.safetensors" for n in range(1, count + 1)]
    return _written(home, {name: _shard(max(size // count - HEADER, 1)) for name in names})


def small(home: Path, count: int, size: int, together: int = 100) -> Payload:
    """So many files of so many bytes each, some `together` in a folder."""
    names = [f"{n // together:04}/{n % together:04}.safetensors" for n in range(count)]
    return _written(home, {name: _shard(size - HEADER) for name in names})


def load(home: Path) -> Payload:
    """One that was made before, perhaps by another process."""
    told = json.loads((home / DIGESTS).read_text())
    return Payload(
        home, tuple(File(one["path"], one["size"], Checksums(**one["checksums"])) for one in told)
    )


def _written(home: Path, contents: dict[str, Iterator[bytes]]) -> Payload:
    files = tuple(_write(home / FILES, name, content) for name, content in contents.items())
    (home / DIGESTS).write_text(json.dumps([asdict(file) for file in files]))
    return Payload(home, files)


def _write(folder: Path, name: str, content: Iterator[bytes]) -> File:
    running = Digest()
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        for chunk in content:
            running.update(chunk)
            out.write(chunk)
    return File(name, running.size, running.checksums())


def _shard(weights: int) -> Iterator[bytes]:
    """One tensor of so many bytes. Source of the format: github.com/huggingface/safetensors."""
    tensor = {"dtype": "U8", "shape": [weights], "data_offsets": [0, weights]}
    header = json.dumps({"weights": tensor}).ljust(HEADER - 8).encode()
    yield len(header).to_bytes(8, "little") + header
    for start in range(0, weights, CHUNK):
        yield os.urandom(min(CHUNK, weights - start))
