"""What another model of this form says about the rows that this data is tested on."""

from collections.abc import Sequence

from threadpoolctl import threadpool_limits

from mcdeploy.bundled import canonical, source
from mcdeploy.bundled.classifier import Classifier
from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.fitted import predictions
from mcdeploy.bundled.split import split
from mcdeploy.bundled.training import check_seed
from mcdeploy.domain import CsvData, Predictions
from mcdeploy.errors import ModelError


def answers(document: bytes, data: str | CsvData, seed: int) -> Predictions:
    """See `mcdeploy.bundled.answers`."""
    model = canonical.load(document)
    check_seed(seed)
    with threadpool_limits(limits=1):
        test = split(source.load(data), seed).test
        _check(model, test)
        return predictions(model, test)


def _check(model: Classifier, data: Dataset) -> None:
    for what, theirs, ours in (
        ("features", model.features, data.features),
        ("classes", model.classes, data.classes),
    ):
        if theirs != ours:
            raise ModelError(
                data.name,
                f"the other model's {what} are not those of this data: {_differ(theirs, ours)}",
                remedy="compare models of the same features and classes",
            )


def _differ(theirs: Sequence[str], ours: Sequence[str]) -> str:
    """The first few that only one of the two has."""
    only_theirs = [name for name in theirs if name not in set(ours)]
    only_ours = [name for name in ours if name not in set(theirs)]
    parts = [f"it alone has {_listed(only_theirs)}"] if only_theirs else []
    parts += [f"the data alone has {_listed(only_ours)}"] if only_ours else []
    return "; ".join(parts) or "their order differs"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(map(repr, names[:3])) + more
