"""The class of which two-class metrics and thresholds speak."""

from collections.abc import Iterable

from mcdeploy.catalog.nearest import nearest
from mcdeploy.domain import Criteria
from mcdeploy.errors import ManifestError


def positive(classes: tuple[str, ...], criteria: Criteria) -> int:
    """Its index: that of the class which the criteria name, or the last. ManifestError, with the
    nearest name, when there is no such class."""
    if criteria.positive is None:
        return len(classes) - 1
    if criteria.positive not in classes:
        raise ManifestError("evaluation.positive", [no_class(criteria.positive, classes)])
    return classes.index(criteria.positive)


def no_class(name: str, classes: Iterable[str]) -> str:
    """There is none of that name; the nearest that there is."""
    near = nearest(name, classes, 1)
    return f"there is no class {name!r}" + (f"; did you mean {near[0]!r}?" if near else "")
