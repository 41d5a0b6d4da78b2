"""The evaluation report of the live release, read from where the release lies."""

from pathlib import Path

from mcdeploy.clouds import Connect, connect
from mcdeploy.domain import File
from mcdeploy.errors import UsageError
from mcdeploy.manifest import Manifest
from mcdeploy.operations import report_folder
from mcdeploy.operations.fetch import Fetched, fetch

FOLDER = "evaluation/"


def report(manifest: Manifest, folder: Path, *, connect: Connect = connect) -> Fetched:
    """Write the live release's report, all that lies in its `evaluation/`, below `folder`.

    The report of an earlier time gives way, and nothing else.

    Raises `UsageError` when the release carries no report, or files of a report's names lie there
    that are no report's, and what `fetch` raises.
    """
    report_folder.check(folder / FOLDER)
    fetched = fetch(manifest, folder, wanted=_belongs, connect=connect)
    if not fetched.files:
        raise UsageError(
            manifest.name,
            f"release {fetched.release[:12]} carries no evaluation report",
            remedy="give a model of your own `evaluation.predictions`, and apply it again",
        )
    came = {file.path.removeprefix(FOLDER) for file in fetched.files}
    report_folder.drop(folder / FOLDER, set(report_folder.DOCUMENTS) - came)
    return fetched


def _belongs(file: File) -> bool:
    return file.path.startswith(FOLDER)
