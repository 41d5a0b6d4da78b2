"""A folder for one run of a benchmark."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mcdeploy.sandbox.fresh import endings_unwind


@contextlib.contextmanager
def home(benchmark: str) -> Iterator[Path]:
    """Empty, and gone with the context: also after Ctrl-C, SIGTERM and SIGHUP. `TMPDIR` says where
    it is made."""
    prefix = f"mcdeploy-{benchmark}-"
    with endings_unwind(), tempfile.TemporaryDirectory(prefix=prefix) as folder:
        yield Path(folder)
