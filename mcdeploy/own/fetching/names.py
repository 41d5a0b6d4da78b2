"""How things that lie elsewhere are called, in messages and on this machine."""

from urllib.parse import unquote, urlsplit

from mcdeploy.errors import ModelError


def shown(uri: str) -> str:
    """The URI without what may grant a right to whoever has it: user, password, query, fragment."""
    parts = urlsplit(uri)
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=host, query="", fragment="").geturl()


def file_name(uri: str) -> str:
    """The last part of the path, as a name of a file. ModelError when it can be none."""
    name = unquote(urlsplit(uri).path.rpartition("/")[2])
    check(uri, name)
    return name


def check(uri: str, path: str) -> None:
    """ModelError when a relative path would not stay in the folder where it is put."""
    parts = path.split("/")
    if not all(parts) or {".", ".."} & {*parts} or "\\" in path or not path.isprintable():
        raise ModelError(
            shown(uri),
            f"{path!r} is no name of a file here",
            remedy="rename it, or fetch it yourself",
        )
