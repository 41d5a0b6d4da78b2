"""Versions of scikit-learn: which are known here, and where a dump of each works."""

from dataclasses import dataclass

from mcdeploy.catalog.runtime import Runtime, runtimes
from mcdeploy.domain import Kind
from mcdeploy.errors import ModelError

LIBRARY = "scikit-learn"


@dataclass(frozen=True, slots=True)
class Written:
    """An environment that can be made here: the version of scikit-learn in it, its lock file, and
    the Python that it needs."""

    version: str
    lock: str
    python: str


def writer(version: str) -> Written:
    """The environment in which a dump of that version is asked: of the same version, else of the
    same minor one. ModelError, with all that there are, when there is none."""
    known = {each.version: each for each in _runtimes() if each.locks}
    near = [one for one in sorted(known, key=_numbers) if _minor(one) == _minor(version)]
    if not near:
        there = ", ".join(sorted(known, key=_numbers))
        raise ModelError(
            f"scikit-learn {version}",
            "no environment of this version is known here, in which the model could be asked",
            remedy=f"save the model with one of {there}",
        )
    found = known[version if version in known else near[-1]]
    return Written(found.version, f"{LIBRARY}-{found.version}", found.python)


def works_on(version: str) -> tuple[Runtime, ...]:
    """The runtimes that load a dump of that version as it is: those of the same minor version.
    scikit-learn promises nothing of others; for those parity decides."""
    return tuple(each for each in _runtimes() if _minor(each.version) == _minor(version))


def told(version: str) -> str:
    """The same, in words."""
    names = ", ".join(f"{each.kind} {each.name}" for each in works_on(version))
    return names or "no runtime that is known; parity decides"


def _runtimes() -> list[Runtime]:
    return [each for kind in Kind for each in runtimes(kind) if each.library == LIBRARY]


def _minor(version: str) -> tuple[int, ...]:
    return _numbers(version)[:2]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())
