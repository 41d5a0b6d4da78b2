"""A model that somebody brought is asked, in an environment of its own and never in ours."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mcdeploy.domain import Answer, Answers
from mcdeploy.environments import ProgramError, run
from mcdeploy.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PROGRAMS = Path(__file__).parent / "programs"


def asker(
    program: str, model: Path, python: Callable[[], Path], request: Mapping[str, object]
) -> Answer:
    """Who asks the model by a program. The environment is made at the first question.

    The program is given `model`, `rows` (a file of float64, shape (n, p)) and `probabilities` (the
    file to write, shape (n, k)), and says `classes` and `labels`.
    """

    def answer(rows: "NDArray[np.float64]") -> Answers:
        import numpy as np  # for those who ask only

        with tempfile.TemporaryDirectory(prefix="mcdeploy-") as name:
            given, told = Path(name) / "rows.npy", Path(name) / "probabilities.npy"
            np.save(given, rows, allow_pickle=False)
            files = {"model": str(model.absolute()), "rows": str(given), "probabilities": str(told)}
            said = ask(python(), program, model, {**files, **request})
            return _answers(model, said, np.load(told, allow_pickle=False), len(rows))

    return answer


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
            remedy="save it anew as a classifier, with the version that the manifest names, and "
            "with nothing of your own in it",
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
