"""An evaluation in which everything is there that can be, made by hand, with names that are traps;
and others of any numbers."""

from hypothesis import strategies as st

from mcdeploy.domain import Criteria, Gate, Model
from mcdeploy.evaluation import Evaluation, Verdict
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
    Fairness,
    Group,
    Interval,
    Key,
    Reliability,
)

TRAP = '<b>|x|</b> `---`\n# "no": {yes}'
LABELS = ("ham", TRAP, "never")


def spread(value: float) -> Estimate:
    return Estimate(value, Interval(value - 0.125, value + 0.0625, 0.05))


ESTIMATES = {
    Key("accuracy"): spread(0.75),
    Key("f1_macro"): Estimate(None, None, "F1 of class 'never' is undefined: no row is of it"),
    Key("log_loss"): spread(0.1 + 0.2),
    Key("roc_auc_macro"): Estimate(1.0, None, "one value only in the resamples"),
    Key("recall", "ham"): spread(2 / 3),
    Key("recall", TRAP): spread(1.0),
    Key("recall", "never"): Estimate(None, None, "no row is of this class"),
    Key("demographic_parity_difference", None, "sex"): spread(0.25),
    Key("equal_opportunity_ratio", "ham", "sex"): spread(0.5),
    Key("accuracy", None, "sex", "f"): spread(0.5),
    Key("recall", "ham", "sex", "m"): Estimate(None, None, "no row is of this class"),
}

WHOLE = Evaluation(
    criteria=Criteria(positive="ham", costs={"ham": {TRAP: 2.5}}, resamples=200, seed=7),
    rows=4,
    rows_sha256="ab" * 32,
    classes=(Class("ham", 3, 2), Class(TRAP, 1, 1), Class("never", 0, 1)),
    confusion=((2, 0, 1), (0, 1, 0), (0, 0, 0)),
    estimates=ESTIMATES,
    curves=Curves(
        roc=(
            Curve("ham", (0.0, 0.5, 1.0), (0.0, 1.0, 1.0), (float("inf"), 0.5, 0.25), 0.75),
            Curve("never", (), (), (), None, "no row is of this class"),
        ),
        precision_recall=(Curve("ham", (1.0, 0.0), (0.5, 1.0), (0.25, 0.5), 0.875),),
    ),
    calibration=(Reliability("most probable", (Bin(0.5, 0.75, 3, 0.625, 2 / 3),), 0.1875, 0.0625),),
    advice=Advice(Key("f1_macro"), "The classes are of unequal size."),
    decision=Decision(
        costs=((0.0, 2.5, 0.0), (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
        rule="threshold",
        positive="ham",
        threshold=0.375,
        rows=4,
        considered={"most probable": 0.5, "threshold": 0.25},
        confusion=((3, 0, 0), (0, 1, 0), (0, 0, 0)),
        curve=(CostPoint(0.375, None, 0.25), CostPoint(0.5, 0.5, 0.75)),
        why="It costs least.",
    ),
    fairness=(Fairness("sex", (Group("f", 2, small=True), Group("m", 2, small=True))),),
    comparisons=(
        Comparison(
            "softmax",
            "one-vs-rest",
            {
                Key("accuracy"): Contrast(0.75, 0.5, spread(0.25)),
                Key("recall", "never"): Contrast(None, None, Estimate(None, None, "no row")),
            },
        ),
    ),
)

VERDICTS = (
    Verdict(Gate("accuracy", min=0.5), 0.75, passed=True, why="0.75, must be at least 0.5"),
    Verdict(
        Gate("recall", min=0.9, label=TRAP, confidence=0.9),
        None,
        passed=False,
        why="undefined: no row is of this class",
    ),
)

MODEL = Model(
    files={},
    lineage={"data": "a <table>.csv", "data_sha256": "cd" * 32, "seed": "7"},
    story={"data": {"name": "a <table>.csv", "rows": 12, "missing": None}, "why": TRAP},
)

numbers = st.floats(-1e300, 1e300)
names = st.text(min_size=1, max_size=12)


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    why = draw(st.text(max_size=20))
    if draw(st.booleans()):
        return Estimate(None, None, why)
    interval = draw(st.none() | st.builds(Interval, numbers, numbers, numbers))
    return Estimate(draw(numbers), interval, why)


@st.composite
def evaluations(draw: st.DrawFn) -> Evaluation:
    """Of any names and numbers: one value is not held against another."""
    labels = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    columns = draw(st.lists(names, max_size=2, unique=True))
    groups = {one: draw(st.lists(names, max_size=3, unique=True)) for one in columns}
    scopes: list[tuple[str | None, str | None]] = [(None, None), *((one, None) for one in columns)]
    scopes += [(one, group) for one in columns for group in groups[one]]
    keys = [Key(draw(names), label, *scope) for scope in scopes for label in (None, *labels)]
    counts = st.integers(0, 10**9)
    row = st.lists(counts, min_size=len(labels), max_size=len(labels)).map(tuple)
    return Evaluation(
        criteria=Criteria(),
        rows=draw(st.integers(1, 10**9)),
        rows_sha256="",
        classes=tuple(Class(label, draw(counts), draw(counts)) for label in labels),
        confusion=tuple(draw(row) for _ in labels),
        estimates={key: draw(estimates()) for key in keys},
        curves=Curves((), ()),
        calibration=(),
        advice=Advice(Key("accuracy"), draw(st.text())),
        fairness=tuple(
            Fairness(one, tuple(Group(g, 1, small=False) for g in groups[one])) for one in columns
        ),
    )
