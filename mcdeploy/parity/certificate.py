"""The parity certificate of one package."""

import math
from dataclasses import replace

from mcdeploy.domain import Certificate, Listener, NotInstalled, quiet
from mcdeploy.environments import ProgramError
from mcdeploy.errors import EnvironmentMissing, McdeployError
from mcdeploy.parity import placeless
from mcdeploy.parity.comparison import Comparison, compare
from mcdeploy.parity.loading import Canonical, answers
from mcdeploy.parity.package import Package
from mcdeploy.parity.questions import Questions

ASKED = ("predict_proba", "predict_fn", "predict", "input_fn", "output_fn", "model_fn", "run")
ASKED_BEFORE = ("init", "load", "load_model")
"""What a service calls, the most telling first."""

NO_ROWS = "there are no rows to ask it about; give `parity.rows`, a table of some"
NO_ANSWER = "the model itself cannot be asked, so nobody knows what its package should say"


def unasked(package: Package, why: str = "") -> Certificate:
    """The certificate where nobody can be asked, as it should be, or else a failure and why."""
    if package.silent:
        return Certificate(package.packaging, reason=package.silent)
    return Certificate(package.packaging, failure=why)


def certify(
    package: Package, questions: Questions, canonical: Canonical, listener: Listener = quiet
) -> Certificate:
    """Load the package as its service does, ask it, and hold what it says against what the model
    says of the same questions.

    It does not raise for what the package, its environment or its service's code does: that stands
    in `failure`. The certificate is the same on every machine (see `_witnessed` and `placeless`).
    """
    blank = Certificate(
        package.packaging,
        rows=len(questions.names),
        evaluated=questions.evaluated,
        tolerance=questions.precision.tolerance,
    )
    try:
        said = answers(package, questions.values, canonical, listener)
    except McdeployError as error:
        return Certificate(package.packaging, failure=_failure(package, error, listener))
    return _witnessed(replace(blank, loader=said.loader), compare(questions, said.answers))


def unanswered(error: McdeployError, listener: Listener) -> str:
    """The failure where the model itself has no answer."""
    return f"{NO_ANSWER}: {placeless.told(_told(error, listener))}"


def _failure(package: Package, error: McdeployError, listener: Listener) -> str:
    told = _raised(error) if isinstance(error, ProgramError) else _told(error, listener)
    return placeless.told(told.replace(f"{package.folder}/", ""))


def _told(error: McdeployError, listener: Listener) -> str:
    """What uv says of packages that it cannot install names their index: that is for the listener
    alone."""
    what = error.what
    if isinstance(error, EnvironmentMissing):
        listener(NotInstalled(error.who, what))
        what = what.partition("\n")[0]
    return f"{error.who}: {what}" + (f"; {error.remedy}" if error.remedy else "")


def _raised(error: ProgramError) -> str:
    """Which of the methods that a service calls failed, and with what."""
    if not error.kind:
        return f"its service's code did not answer: {error.message}"
    asked = next((name for name in (*ASKED, *ASKED_BEFORE) if name in error.during), "asking it")
    return f"{asked} raises {error.kind}: {error.message}"


def _witnessed(blank: Certificate, found: Comparison) -> Certificate:
    """The last digits of a float64 depend on the processor, and a certificate is part of what
    names a release. So the difference stands there rounded up to a power of ten, a hundredth of
    the tolerance at least; and the row, where there is more than that."""
    floor = blank.tolerance / 100
    witnessed = replace(blank, labels=found.labels, ties=found.ties, failure=found.failure)
    if found.difference <= floor:
        return replace(witnessed, difference=floor)
    rounded = float(f"1e{math.ceil(math.log10(found.difference))}")
    return replace(witnessed, difference=rounded, row=found.row)
