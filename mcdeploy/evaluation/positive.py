"""The class of which two-class metrics and thresholds speak."""

from mcdeploy.domain import Criteria
from mcdeploy.errors import ManifestError
from mcdeploy.evaluation.absent import absent


def positive(classes: tuple[str, ...], criteria: Criteria) -> int:
    """Its index: that of the class which the criteria name, or the last. ManifestError, with the
    nearest name, when there is no such class."""
    if criteria.positive is None:
        return len(classes) - 1
    if criteria.positive not in classes:
        raise ManifestError("evaluation.positive", [absent("class", criteria.positive, classes)])
    return classes.index(criteria.positive)
