"""The certificates of all packages of a release."""

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from mcdeploy.catalog.runtime import runtime
from mcdeploy.domain import Answer, Certificate, Listener, Packaging, quiet
from mcdeploy.errors import EnvironmentMissing, ModelError
from mcdeploy.parity.certificate import NO_ANSWER, NO_ROWS, certify, unanswered, unasked
from mcdeploy.parity.loading import Canonical
from mcdeploy.parity.naming import EVALUATED
from mcdeploy.parity.package import Package
from mcdeploy.parity.precision import DOUBLE, SINGLE, Precision
from mcdeploy.parity.questions import questions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AT_ONCE = 4
"""Each is a process of one thread, most of whose time goes into imports."""


def certificates(
    packages: Collection[Package],
    rows: "NDArray[np.float64] | None",
    answer: Answer | None,
    canonical: Canonical,
    listener: Listener = quiet,
    called: str = EVALUATED,
) -> Mapping[Packaging, Certificate]:
    """The certificate of each package, a few at a time; see `certify`.

    `rows`, float64 of shape (n, p), are real ones, `called` by their number, and `answer` is the
    model itself;
    where that has none, every certificate says so. Raises UsageError for a runtime that the
    catalogue does not know.
    """
    wanted = {_precision(package) for package in packages if not package.silent}
    if rows is None or answer is None or not len(rows):
        why = NO_ROWS if answer is not None else NO_ANSWER
        return {package.packaging: unasked(package, why) for package in packages}
    try:
        sheets = {precision: questions(rows, answer, precision, called) for precision in wanted}
    except (ModelError, EnvironmentMissing) as error:
        why = unanswered(error, listener)
        return {package.packaging: unasked(package, why) for package in packages}

    def certificate(package: Package) -> Certificate:
        if package.silent:
            return unasked(package)
        return certify(package, sheets[_precision(package)], canonical, listener)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return {found.package: found for found in pool.map(certificate, packages)}


def _precision(package: Package) -> Precision:
    found = runtime(package.packaging)
    return SINGLE if found is not None and found.single else DOUBLE
