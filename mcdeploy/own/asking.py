"""A model that somebody brought is asked, in an environment of its own and never in ours."""

import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mcdeploy.domain import Answer, Answers
from mcdeploy.environments import ProgramError, cache, run
from mcdeploy.errors import ModelError
from mcdeploy.records import canonical
from mcdeploy.store.digest import chunks, digest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PROGRAMS = Path(__file__).parent / "programs"
SAID, TOLD = "said.json", "probabilities.npy"


def asker(
    program: str, model: Path, python: Callable[[], Path], request: Mapping[str, object]
) -> Answer:
    """Who asks the model by a program. The environment is made at the first question; the same
    question is asked once on a machine.

    The program is given `model`, `rows` (a file of float64, shape (n, p)) and `probabilities` (the
    file to write, shape (n, k)), and says `classes` and `labels`.
    """

    def answer(rows: "NDArray[np.float64]") -> Answers:
        import numpy as np  # for those who ask only

        by = python()

        def make(folder: Path) -> None:
            with tempfile.TemporaryDirectory(prefix="mcdeploy-") as name:
                given = Path(name) / "rows.npy"
                np.save(given, rows, allow_pickle=False)
                files = {"rows": str(given), "probabilities": str(folder / TOLD)}
                said = ask(by, program, model, {"model": str(model.absolute()), **files, **request})
            (folder / SAID).write_text(json.dumps(said), encoding="utf-8")

        kept = cache.folder("asked", _key(program, model, by, request, rows), make)
        said = json.loads((kept / SAID).read_bytes())
        return _answers(model, said, np.load(kept / TOLD, allow_pickle=False), len(rows))

    return answer


def _key(
    program: str,
    model: Path,
    python: Path,
    request: Mapping[str, object],
    rows: "NDArray[np.float64]",
) -> str:
    """The digest of all that the answers depend on."""
    told = hashlib.sha256(canonical.encode([program, str(python), dict(request), rows.shape]))
    for path in (PROGRAMS / f"{program}.py", model):
        told.update(str(digest(chunks(path)).checksums().sha256).encode())
    told.update(rows.tobytes())
    return told.hexdigest()


def ask(
    python: Path, program: str, model: Path, request: Mapping[str, object]
) -> Mapping[str, object]:
    """What the program says of the model. ModelError when it, or the model, fails."""
    try:
        return run(python, PROGRAMS / f"{program}.py", request)
    except ProgramError as error:
        during = f" (in {error.during[-1]})" if error.during else ""
        raise ModelError(
            str(model),
            f"it cannot be asked: {error.what}{during}",
            remedy="hold the columns of `parity.rows` against what it takes (`parity.ignore` leaves"
            " some out); it must be a fitted classifier, written by the version that the manifest"
            " names, with nothing but scikit-learn, NumPy and SciPy in it",
        ) from error


def _answers(
    model: Path, said: Mapping[str, object], probabilities: "NDArray[np.float64]", n: int
) -> Answers:
    import numpy as np  # as above

    classes, labels = said["classes"], said["labels"]
    if not isinstance(classes, list) or not isinstance(labels, list):
        raise TypeError("a program says lists")
    if len(labels) != n or probabilities.shape != (n, len(classes)):
        what = (
            f"it answered {len(labels)} labels and {probabilities.shape} probabilities to {n} rows"
        )
        raise ModelError(
            str(model), what, remedy="save it anew, as a classifier of one label a row"
        )
    return Answers(tuple(classes), np.array(labels, dtype=np.str_), probabilities)
