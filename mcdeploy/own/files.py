"""A file, or a folder of files, becomes a model. Nothing is loaded and nothing is copied."""

from collections.abc import Iterator
from pathlib import Path

from mcdeploy.domain import Model
from mcdeploy.errors import ModelError


def bring(path: Path) -> Model:
    """Take a file by its name, or every file of a folder by its path in there.

    Raises `ModelError` when there is nothing, or something that is neither file nor folder, or a
    link that leads out of the folder.
    """
    if path.is_file():
        return Model(files={path.name: path}, lineage={"model": "own"})
    if not path.is_dir():
        raise ModelError(
            str(path), "there is no such file or folder", remedy="correct `model.path`"
        )
    files = {file.relative_to(path).as_posix(): file for file in _walk(path, path.resolve())}
    if not files:
        raise ModelError(str(path), "the folder holds no file", remedy="correct `model.path`")
    return Model(files=files, lineage={"model": "own"})


def _walk(folder: Path, root: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if not entry.resolve().is_relative_to(root):
            raise ModelError(
                str(entry), "a link that leads out of the model's folder", remedy="copy the file in"
            )
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry, root)
        elif entry.is_file():
            yield entry
        else:
            raise ModelError(
                str(entry),
                "neither a file nor a folder that can be packaged",
                remedy="remove it, or give `model.path` a folder without it",
            )
