"""How an archive is refused."""

from mcdeploy.errors import ModelError

REMEDY = "pack plain files and folders again, with relative names, as tar, tar.gz or zip"


def refused(archive: str, what: str, remedy: str = REMEDY) -> ModelError:
    return ModelError(archive, what, remedy=remedy)
