"""What is put into a package, by its digest."""

from mcdeploy.domain import Content
from mcdeploy.errors import ModelError
from mcdeploy.store.digest import Digest, chunks, digest


def hashed(content: Content, name: str) -> Digest:
    """The content, read once. ModelError, naming it, when it cannot be read."""
    try:
        return digest(chunks(content))
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise ModelError(name, what, remedy="make the file readable") from error


def sha256(content: Content, name: str) -> str:
    """The same, in hexadecimal."""
    return str(hashed(content, name).checksums().sha256)
