"""One number for one thing: what stands beside a picture is what stands among the estimates, to
the last bit, though it was added up in another order there."""

from dataclasses import replace

from mcdeploy.evaluation.result import Curve, Curves, Evaluation, Key, Reliability

AVERAGES = ("macro", "micro")


def agreed(evaluation: Evaluation) -> Evaluation:
    """The evaluation, with the areas and scores of its pictures taken from the estimates, where
    they hold them."""
    found = evaluation.curves
    return replace(
        evaluation,
        curves=Curves(
            tuple(_curve(evaluation, one, "roc_auc") for one in found.roc),
            tuple(_curve(evaluation, one, "average_precision") for one in found.precision_recall),
        ),
        calibration=tuple(_reliability(evaluation, one) for one in evaluation.calibration),
    )


def _curve(evaluation: Evaluation, one: Curve, metric: str) -> Curve:
    """An average over classes has no thresholds; a class may have the name of one."""
    average = one.name in AVERAGES and (not one.thresholds or one.name not in evaluation.labels)
    key = Key(f"{metric}_{one.name}") if average else Key(metric, one.name)
    area = _value(evaluation, key)
    return one if area is None or one.area is None else replace(one, area=area)


def _reliability(evaluation: Evaluation, one: Reliability) -> Reliability:
    """The Brier score of the most probable class is not that of all classes together."""
    if one.name == "most probable" and one is evaluation.calibration[0]:
        ece = _value(evaluation, Key("ece"))
        return one if ece is None else replace(one, ece=ece)
    brier = _value(evaluation, Key("brier", one.name))
    return one if brier is None else replace(one, brier=brier)


def _value(evaluation: Evaluation, key: Key) -> float | None:
    found = evaluation.estimates.get(key)
    return None if found is None else found.value
