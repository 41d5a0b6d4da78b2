"""What SageMaker does before it starts the server: it unpacks `model.tar.gz`."""

from collections.abc import Mapping
from pathlib import Path

from mcdeploy import archive

MOST_BYTES = 20 * 2**30
MOST_FILES = 10_000


def unpacked(model: Path, work: Path) -> Mapping[str, str]:
    """ModelError when the archive is not one that could be unpacked safely."""
    archive.unpack(model / "model.tar.gz", work, most=MOST_BYTES, files=MOST_FILES)
    return {"folder": str(work)}
