"""From `model` and `evaluation` as they are written to what is trained and what is asked of it."""

from collections.abc import Mapping

from mcdeploy.domain import Criteria, CsvData, Gate, PredictionsFile
from mcdeploy.manifest.bounds import check_gates
from mcdeploy.manifest.distinct import distinct
from mcdeploy.manifest.document import Bundled, CsvTable
from mcdeploy.manifest.evaluation import Evaluation
from mcdeploy.manifest.gate import Bound
from mcdeploy.manifest.plain import Text
from mcdeploy.manifest.spelling import check_classes
from mcdeploy.manifest.value import BundledModel, OwnModel
from mcdeploy.manifest.weights import Own, check_weights, weights

_AT = ("evaluation",)


def criteria(model: Bundled | Own, asked: Evaluation, text: Text) -> Criteria:
    """What the evaluation is asked for. Whatever does not fit the model is noted."""
    check_gates(asked, text)
    check_classes(model, asked, text)
    _check_fairness(model, asked, text)
    if isinstance(model, Bundled):
        if asked.predictions is not None:
            what = "the bundled model makes its own; this is for a model of your own"
            text.wrong((*_AT, "predictions"), what, key=True)
    elif asked.predictions is None:
        _check_nothing_asked(asked, text)
    return Criteria(
        gates=tuple(_gate(bound) for bound in asked.gates),
        positive=asked.positive,
        costs=asked.costs,
        resamples=asked.intervals.resamples,
        confidence=asked.intervals.confidence,
        seed=model.seed if isinstance(model, Bundled) else 0,
    )


def model(written: Bundled | Own, asked: Evaluation, text: Text) -> BundledModel | OwnModel:
    """What is deployed, with the columns of fairness and the predictions that belong to it.
    Whatever does not go together is noted."""
    groups = asked.fairness.columns if asked.fairness else ()
    if isinstance(written, Own):
        check_weights(written, text)
        if (said := asked.predictions) is None:
            return OwnModel(weights(written))
        file = PredictionsFile(said.file, said.label, asked.positive, groups, said.ignore)
        return OwnModel(weights(written), file)
    data = written.data
    given = CsvData(data.csv, data.label, groups) if isinstance(data, CsvTable) else data
    return BundledModel(given, written.strategy, written.seed)


def _gate(bound: Bound) -> Gate:
    return Gate(
        metric=bound.metric,
        min=bound.min,
        max=bound.max,
        label=bound.label,
        column=bound.column,
        confidence=bound.confidence,
        not_worse_than=bound.not_worse_than,
        by=bound.by or 0.0,
    )


def _check_fairness(model: Bundled | Own, asked: Evaluation, text: Text) -> None:
    if asked.fairness is None:
        return
    at = (*_AT, "fairness", "columns")
    if isinstance(model, Bundled) and isinstance(model.data, str):
        text.wrong(at, "this data set has features only, and no column of people")
        return
    label = _label(model, asked)
    fields = [(column, (*at, index)) for index, column in enumerate(asked.fairness.columns)]
    distinct(((column, text, field) for column, field in fields), "this column is already")
    for column, field in fields:
        if column == label:
            text.wrong(field, "is the column of the true class")


def _label(model: Bundled | Own, asked: Evaluation) -> str | None:
    if isinstance(model, Bundled) and isinstance(model.data, CsvTable):
        return model.data.label
    return asked.predictions.label if asked.predictions else None


def _check_nothing_asked(asked: Evaluation, text: Text) -> None:
    given: Mapping[str, object] = {key: getattr(asked, key) for key in asked.model_fields_set}
    for key in (key for key, value in given.items() if value):
        what = "needs predictions beside it: a model of your own is not run"
        text.wrong((*_AT, key), what, key=True)
