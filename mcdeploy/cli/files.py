"""The files that the command line names."""

from pathlib import Path

from mcdeploy.errors import UsageError


def read(path: Path) -> bytes:
    """Its bytes. Raises `UsageError`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(str(path), f"cannot be read: {error.strerror}") from error


def write(path: Path, data: bytes) -> None:
    """Raises `UsageError`."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(str(path), f"cannot be written: {error.strerror}") from error
