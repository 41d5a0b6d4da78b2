"""Does every package, loaded by its service's own code, answer as the model does?

Importing this package costs little; NumPy is imported by those who ask.
"""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from mcdeploy.domain import Answer, Certificate, Listener, Packaging, quiet
from mcdeploy.parity.enforcing import enforce
from mcdeploy.parity.naming import EVALUATED, GIVEN
from mcdeploy.parity.package import Package

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mcdeploy.parity.loading import Canonical, Said

__all__ = ["EVALUATED", "GIVEN", "Package", "answers", "certificates", "enforce"]


def certificates(
    packages: Collection[Package],
    rows: "NDArray[np.float64] | None",
    answer: Answer | None,
    canonical: "Canonical",
    listener: Listener = quiet,
    called: str = EVALUATED,
) -> Mapping[Packaging, Certificate]:
    """The certificate of each package, a few at a time: it is loaded by its service's own code in
    an isolated environment, and asked about these rows and about difficult ones.

    `rows`, float64 of shape (n, p), are real ones, each `called` by its number, `answer` is the
    model itself, and `canonical` makes one of a canonical document. What a package or its service
    does stands in the certificate, and so does that the model itself has no answer. Raises
    UsageError for a runtime that the catalogue does not know.
    """
    from mcdeploy.parity import together  # NumPy takes a while to import

    return together.certificates(packages, rows, answer, canonical, listener, called)


def answers(
    package: Package,
    values: "NDArray[np.float64]",
    canonical: "Canonical",
    listener: Listener = quiet,
    *,
    fresh: bool = False,
) -> "Said":
    """What a package says of rows of shape (n, p), float64, and which code loaded it. What was
    asked before is not asked again, unless the answers must be `fresh`.

    Raises EnvironmentMissing when its service's environment cannot be made here, ProgramError when
    the service's code fails, ModelError or IntegrityError when the package is not what it should
    be.
    """
    from mcdeploy.parity import loading  # as above

    return loading.answers(package, values, canonical, listener, fresh=fresh)
