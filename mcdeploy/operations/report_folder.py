"""A folder that holds a report: what may be written over there, and how one takes another's place.

Only names of DOCUMENTS are touched, and they only where they are of a report, or not there yet.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from tempfile import TemporaryDirectory

from mcdeploy.errors import UsageError

DOCUMENTS = ("report.json", "report.html", "README.md", "gates.xml", "predictions.csv")
"""The first of them tells whose the others are."""

FAMILY = "mcdeploy/report/"
"""How the schema of every version of a report begins."""

REMEDY = "name another folder: -o DIR"


def check(folder: Path, inputs: Iterable[Path] = ()) -> None:
    """UsageError when a report cannot lie there: a file of these names is one of the `inputs`, or
    is not of a report, or the folder cannot be looked into."""
    with writable(folder):
        there = [name for name in DOCUMENTS if _there(folder / name)]
        for name in there:
            _check_input(folder / name, inputs)
        if there and not _of_a_report(folder / DOCUMENTS[0]):
            what = f"holds a {there[0]} already, which is not that of a report"
            raise UsageError(str(folder), what, remedy=REMEDY)


def put(folder: Path, documents: Mapping[str, bytes]) -> None:
    """The documents, in place of those of an earlier report. They are written beside these first,
    so that a full disk leaves the earlier report whole; report.json comes last. A link is
    replaced, and not written through. UsageError when the folder cannot be written to."""
    with writable(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".mcdeploy-", dir=folder) as draft:
            for name, data in documents.items():
                (Path(draft) / name).write_bytes(data)
            drop(folder, set(DOCUMENTS) - set(documents))
            for name in sorted(documents, key=DOCUMENTS.index, reverse=True):
                (Path(draft) / name).replace(folder / name)


def drop(folder: Path, names: Iterable[str]) -> None:
    """Take away what an earlier report had, and the one that lies there now has not."""
    with writable(folder):
        for name in names:
            (folder / name).unlink(missing_ok=True)


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(
            str(error.filename or folder),
            f"cannot be written: {error.strerror}",
            remedy="name a folder that may be written to and has room: -o DIR",
        ) from error


def _there(path: Path) -> bool:
    """Also a link that leads nowhere."""
    try:
        kind = path.lstat().st_mode
    except FileNotFoundError:
        return False
    if not (S_ISREG(kind) or S_ISLNK(kind)):
        raise UsageError(str(path), "is no file, and one would be written there", remedy=REMEDY)
    return True


def _check_input(path: Path, inputs: Iterable[Path]) -> None:
    for given in inputs:
        if path.exists() and given.exists() and path.samefile(given):
            what = "is what the report would be made from, and it would be written over"
            raise UsageError(str(path), what, remedy=REMEDY)


def _of_a_report(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        schema = json.loads(path.read_bytes())["schema"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
    return isinstance(schema, str) and schema.startswith(FAMILY)
