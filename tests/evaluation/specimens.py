"""Evaluations as they may come: written by hand, plausible, and every kind of trap among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from mcdeploy.domain import (
    CLASS_METRICS,
    FAIRNESS_METRICS,
    OVERALL_METRICS,
    SMALLER_IS_BETTER,
    Certificate,
    Criteria,
    Gate,
    Kind,
    Model,
    Packaging,
)
from mcdeploy.evaluation.gates import Verdict
from mcdeploy.evaluation.result import (
    Advice,
    Bin,
    Class,
    Comparison,
    Contrast,
    CostPoint,
    Curve,
    Curves,
    Decision,
    Estimate,
    Evaluation,
    Fairness,
    Group,
    Interval,
    Key,
    Reliability,
)

HOSTILE = "<script>alert('1')</script>&amp;\"x\" onload=y"


@dataclass(frozen=True)
class Specimen:
    """What a page is made of."""

    evaluation: Evaluation
    verdicts: tuple[Verdict, ...] = ()
    model: Model = field(default_factory=lambda: Model({}, {}))
    name: str = "specimen"
    waiver: str = ""
    certificates: Mapping[str, Certificate] = field(default_factory=dict)


CERTIFICATES = {
    "aws-virginia": Certificate(
        Packaging(Kind.SAGEMAKER, "sklearn-1.4-2"),
        "sagemaker-inference 1.10.1",
        rows=523,
        evaluated=360,
        difference=3.3e-16,
        row="evaluation row 17",
        tolerance=1e-12,
        ties=2,
    ),
    "gcp-belgium": Certificate(
        Packaging(Kind.VERTEX, "sklearn-1.6"),
        "google-cloud-aiplatform 2.7.0",
        failure=f"predict_proba: AttributeError: {HOSTILE}",
    ),
    "rack": Certificate(Packaging(Kind.PLAIN), reason="no service loads a plain package"),
}
"""One that passed, one that did not, and one that nobody can be asked for."""


def digits() -> Specimen:
    """Ten classes of handwriting with everything that a page can hold but costs and groups."""
    labels = tuple("0123456789")
    evaluation = _evaluation(labels, _confusion(10, 36, ((8, 1, 3), (3, 9, 2), (9, 5, 1))))
    evaluation = replace(evaluation, comparisons=(_comparison(evaluation),))
    return Specimen(
        evaluation,
        (
            Verdict(Gate("f1_macro", min=0.95), 0.97, True, "0.97, must be at least 0.95"),
            Verdict(
                Gate("recall", min=0.9, label="8", confidence=0.95),
                0.92,
                False,
                "0.92, whose lower end 0.88 must be at least 0.9",
                Interval(0.88, 0.95, 0.02),
            ),
            Verdict(
                Gate("f1_macro", not_worse_than="current", by=0.005), None, True, "at each apply"
            ),
        ),
        Model({}, _lineage(), _story(labels, [f"pixel_{i // 8}_{i % 8}" for i in range(64)])),
        "digits",
        certificates=CERTIFICATES,
    )


def fraud() -> Specimen:
    """Two classes, one of them rare, with costs, a threshold, two columns of groups, a waiver."""
    labels = ("legitimate", "fraud")
    evaluation = _evaluation(labels, ((9480, 120), (90, 310)))
    groups = (Group("f", 4700, False), Group("m", 5281, False), Group("unknown", 19, True))
    ages = tuple(Group(f"{i}0 to {i}9", 1400 - 90 * i, False) for i in range(1, 8))
    fairness = (Fairness("sex", groups), Fairness("age", ages))
    estimates = dict(evaluation.estimates) | _costs() | _fair(fairness)
    return Specimen(
        replace(
            evaluation,
            criteria=replace(evaluation.criteria, positive="fraud"),
            estimates=estimates,
            fairness=fairness,
            decision=_decision(),
        ),
        (
            Verdict(
                Gate("recall", min=0.9, label="fraud"), 0.775, False, "0.775, must be at least 0.9"
            ),
        ),
        Model(
            {},
            _lineage(),
            _story(labels, ["amount", "hour", "distance", "merchant_risk", "age_days"]),
        ),
        "card-fraud",
        "The old model is down; the fraud desk reads every alert until Friday.",
    )


def undefined() -> Specimen:
    """Names that are traps for HTML, a class that nobody ever named, a story of another form."""
    labels = ("ham", HOSTILE, "x" * 120)
    whole = _evaluation(labels, ((3, 1, 0), (1, 1, 0), (0, 1, 0)))
    never = "no row was said to be of this class"
    estimates = dict(whole.estimates) | {
        Key("precision", "x" * 120): Estimate(None, None, never),
        Key("precision_macro"): Estimate(None, None, f"precision of class '{'x' * 120}': {never}"),
        Key("f1_macro"): Estimate(None, None, f"F1 of {HOSTILE}"),
        Key("accuracy"): replace(whole.of("accuracy"), interval=None),
    }
    story: Mapping[str, object] = {
        HOSTILE: HOSTILE,
        "data": {"name": HOSTILE, "classes": [{"label": HOSTILE, "rows": "many"}]},
        "features": [{"name": HOSTILE, "histogram": {"counts": [1, "2"]}}, 7, None],
        "correlations": {"pairs": [{"a": HOSTILE}], "features": 3, "matrix": [[1], [2, 3]]},
        "search": {"candidates": [{"mean": "good"}]},
        "importance": HOSTILE,
        "calibration": [HOSTILE],
        "choice": {"why": 5, "layers": [{"units": 3, HOSTILE: {"deep": [HOSTILE]}}]},
        "empty": {},
        "none": None,
    }
    gate = Gate("precision", min=0.5, label="x" * 120)
    return Specimen(
        replace(whole, estimates=estimates, advice=Advice(Key("f1", HOSTILE), HOSTILE)),
        (Verdict(gate, None, False, f"undefined: {never}"),),
        Model({}, {HOSTILE: HOSTILE}, story),
        f"letters {HOSTILE}",
        HOSTILE,
    )


def wide(k: int = 200) -> Specimen:
    """More classes than anybody looks at."""
    confusion = _confusion(k, 5, tuple((i, (i * 7 + 1) % k, 1 + i % 3) for i in range(0, k, 2)))
    return Specimen(_evaluation(tuple(f"species {i}" for i in range(k)), confusion), name="species")


def bare() -> Specimen:
    """Three classes, no mistake, no interval, no curves, no story, no gates."""
    whole = _evaluation(("a", "b", "c"), _confusion(3, 10, ()))
    return Specimen(
        replace(
            whole,
            criteria=Criteria(resamples=0),
            estimates={key: replace(one, interval=None) for key, one in whole.estimates.items()},
            curves=Curves((), ()),
            calibration=(),
        ),
        name="bare",
    )


def _confusion(
    k: int, rows: int, mistakes: Sequence[tuple[int, int, int]]
) -> tuple[tuple[int, ...], ...]:
    cells = [[rows if i == j else 0 for j in range(k)] for i in range(k)]
    for true, said, times in mistakes:
        cells[true][said] += times
        cells[true][true] -= times
    return tuple(tuple(row) for row in cells)


def _evaluation(labels: Sequence[str], confusion: tuple[tuple[int, ...], ...]) -> Evaluation:
    k, rows = len(labels), sum(map(sum, confusion))
    classes = tuple(
        Class(label, sum(confusion[i]), sum(row[i] for row in confusion))
        for i, label in enumerate(labels)
    )
    estimates = {Key(name): _estimate(name, i, rows) for i, name in enumerate(OVERALL_METRICS)}
    for i, one in enumerate(classes):
        hits = confusion[i][i]
        f1 = 2 * hits / (one.support + one.predicted) if one.support + one.predicted else 0.0
        estimates |= {Key(n, one.label): _estimate(n, i, one.support) for n in CLASS_METRICS}
        estimates[Key("f1", one.label)] = Estimate(
            f1, Interval(f1 * 0.95, min(1.0, f1 * 1.02), 0.01)
        )
    return Evaluation(
        criteria=Criteria(),
        rows=rows,
        rows_sha256="0f" * 32,
        classes=classes,
        confusion=confusion,
        estimates=estimates,
        curves=_curves(labels),
        calibration=tuple(_reliability(n, i) for i, n in enumerate(("most probable", *labels))),
        advice=Advice(
            Key("f1_macro"),
            f"There are {k} classes, none of them rare, and no costs were given: each counts the "
            "same.",
        ),
    )


def _estimate(metric: str, i: int, rows: int) -> Estimate:
    """About 0.97, or about 0.05 where less is better; the fewer rows, the wider."""
    value = 0.08 - 0.002 * (i % 9) if metric in SMALLER_IS_BETTER else 0.972 - 0.003 * (i % 7)
    width = 0.4 / (rows + 1) ** 0.5
    low, high = max(0.0, value - 0.6 * width), min(1.0, value + 0.4 * width)
    return Estimate(value, Interval(low, high, width / 4))


def _curves(labels: Sequence[str]) -> Curves:
    grid = [i / 60 for i in range(61)]
    roc, recalled = [], []
    for i, name in enumerate((*labels, "micro", "macro")):
        power = 0.02 + 0.01 * (i % 6)
        found = tuple(x**power for x in grid)
        scores = tuple(1 - x for x in grid) if i < len(labels) else ()
        roc.append(Curve(name, tuple(grid), found, scores, 1 / (1 + power)))
        y = tuple(1 - (0.1 + 0.05 * (i % 6)) * x**6 for x in grid)
        recalled.append(Curve(name, tuple(grid), y, scores, 0.99 - 0.007 * (i % 6)))
    return Curves(tuple(roc), tuple(recalled))


def _reliability(name: str, i: int) -> Reliability:
    rows = (2, 0, 3, 5, 9, 6, 8, 10, 11, 16, 19, 25, 40, 70, 420 - i % 9)
    bins = tuple(
        Bin(j / 15, (j + 1) / 15, n, (j + 0.5) / 15, min(1.0, ((j + 0.5) / 15) ** 1.2))
        for j, n in enumerate(rows)
        if n
    )
    return Reliability(name, bins, 0.031 + 0.001 * (i % 9), 0.012 + 0.001 * (i % 9))


def _comparison(evaluation: Evaluation) -> Comparison:
    contrasts = {}
    for i, (key, one) in enumerate(evaluation.estimates.items()):
        difference = 0.004 - 0.002 * (i % 6)
        ends = Interval(difference - 0.003, difference + 0.003, 0.0015)
        ours = one.value or 0.0
        contrasts[key] = Contrast(ours, ours - difference, Estimate(difference, ends))
    return Comparison("softmax", "one-vs-rest", contrasts)


def _costs() -> dict[Key, Estimate]:
    return {
        Key("expected_cost"): Estimate(0.873, Interval(0.761, 0.985, 0.06)),
        Key("expected_cost_most_probable"): Estimate(1.204, Interval(1.02, 1.39, 0.09)),
    }


def _decision() -> Decision:
    grid = [i / 50 for i in range(51)]
    curve = tuple(
        CostPoint(t, 1.1 + 6 * (t - 0.17) ** 2, 0.873 + 5.8 * (t - 0.19) ** 2) for t in grid
    )
    return Decision(
        costs=((0.0, 1.0), (25.0, 0.0)),
        rule="threshold",
        positive="fraud",
        threshold=0.1732,
        rows=4000,
        considered={"threshold 0.1732": 1.1, "most probable": 1.43, "always legitimate": 1.0},
        confusion=((9120, 480), (40, 360)),
        curve=curve,
        why="A missed fraud costs 25 times a false alarm, so it pays to ask early: of all "
        "thresholds, 0.1732 cost least on the validation rows.",
    )


def _fair(columns: Sequence[Fairness]) -> dict[Key, Estimate]:
    found = {}
    for one in columns:
        for i, name in enumerate(FAIRNESS_METRICS):
            value = 0.04 + 0.01 * i if name.endswith("difference") else 0.93 - 0.01 * i
            found[Key(name, None, one.column)] = Estimate(
                value, Interval(value - 0.02, value + 0.03, 0.01)
            )
        for i, group in enumerate(one.groups):
            for name in ("accuracy", "selection_rate", "true_positive_rate", "false_positive_rate"):
                value = 0.96 - 0.012 * i if name == "accuracy" else 0.2 + 0.01 * i
                width = 0.6 / group.rows**0.5
                ends = Interval(value - width, value + width / 2, width / 4)
                missing = group.small and name == "true_positive_rate"
                why = "no row of the group is of class 'fraud'"
                found[Key(name, None, one.column, group.name)] = (
                    Estimate(None, None, why) if missing else Estimate(value, ends)
                )
    return found


def _lineage() -> dict[str, str]:
    return {
        "data": "digits",
        "data_sha256": "3b" * 32,
        "seed": "7",
        "strategy": "softmax",
        "python": "3.11",
        "scikit-learn": "1.9.1",
        "command": "mcdeploy evaluate manifests/reference.yaml",
    }


def _story(labels: Sequence[str], features: Sequence[str]) -> dict[str, object]:
    few = list(features[:12])
    return {
        "data": {
            "name": "digits",
            "rows": 1797,
            "features": len(features),
            "missing": 0,
            "constant_features": [features[0]],
            "classes": [{"label": label, "rows": 174 + i} for i, label in enumerate(labels)],
        },
        "split": {"train": 1077, "validation": 360, "test": 360},
        "features": [_feature(name, i) for i, name in enumerate(features)],
        "correlations": {
            "pairs": [{"a": few[0], "b": b, "r": 0.93 - 0.2 * i} for i, b in enumerate(few[1:])],
            "features": few,
            "matrix": [
                [1.0 if a == b else 0.9 - 0.15 * abs(i - j) for j, b in enumerate(few)]
                for i, a in enumerate(few)
            ],
        },
        "leakage": {
            "duplicates": 0,
            "conflicting": 0,
            "why": "No row of the test stands in the training rows too.",
        },
        "search": {
            "metric": "log_loss",
            "folds": 5,
            "candidates": [
                {"strategy": s, "C": c, "mean": 0.11 + 0.02 * i, "spread": 0.012}
                for s in ("softmax", "one-vs-rest")
                for i, c in enumerate((0.1, 1.0, 0.01, 10.0))
            ],
        },
        "choice": {
            "strategy": "softmax",
            "C": 0.1,
            "why": "softmax with C = 0.1 has the lowest mean log loss over 5 folds.",
        },
        "importance": {
            "permutation": [
                {"feature": name, "mean": 0.05 / (i + 1) - 0.001, "spread": 0.004}
                for i, name in enumerate(features)
            ],
            "coefficients": [
                {
                    "feature": name,
                    "mean_abs": 1.4 / (i + 1),
                    "by_class": {label: 0.3 * (j - i % 4) for j, label in enumerate(labels)},
                }
                for i, name in enumerate(features)
            ],
            "left_out": None,
        },
        "calibration": {
            "temperature": 1.13,
            "shipped": True,
            "why": "Divided by a temperature of 1.13 the log loss on validation rows is less.",
            "before": {"log_loss": 0.121, "brier": 0.052, "ece": 0.021},
            "after": {"log_loss": 0.114, "brier": 0.051, "ece": 0.013},
        },
    }


def _feature(name: str, i: int) -> dict[str, object]:
    counts = [0] * 15 + [1797] if i == 0 else [(j * (i + 3)) % 17 * (16 - j) for j in range(16)]
    top = 0.0 if i == 0 else 16.0
    return {
        "name": name,
        "min": 0.0,
        "q1": 0.0,
        "median": top / 4,
        "q3": top / 2,
        "max": top,
        "mean": top / 3,
        "sd": top / 5,
        "histogram": {"low": 0.0, "high": top, "counts": counts},
    }
