"""The bootstrap: what it draws, what it says of the draws, and that it says the same each time."""

import math
import tracemalloc
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from mcdeploy.domain import FAIRNESS_METRICS, Criteria, Event, Gate, Predictions, Resampled
from mcdeploy.evaluation import evaluate, fairness
from mcdeploy.evaluation.bootstrap import Subject, contrast, estimate, resampling
from mcdeploy.evaluation.bootstrap.apart import Apart, candidates
from mcdeploy.evaluation.bootstrap.intervals import UNDEFINED, Measured
from mcdeploy.evaluation.bootstrap.quantiles import reach, student, unseen
from mcdeploy.evaluation.bootstrap.ranges import Range, of_value
from mcdeploy.evaluation.bootstrap.rows import Rows
from mcdeploy.evaluation.bootstrap.strata import Strata
from mcdeploy.evaluation.bootstrap.without import CLASSES, WRONG
from mcdeploy.evaluation.metrics import statistics
from mcdeploy.evaluation.result import Contrast, Estimate, Interval, Key
from mcdeploy.evaluation.statistic import Weights

FEW = Criteria(resamples=60)


def simulated(sizes: tuple[int, ...], shift: float = 1.5, seed: int = 0) -> Predictions:
    """So many rows of each class, in no order."""
    rng, k = np.random.default_rng(seed), len(sizes)
    labels = rng.permutation(np.repeat(np.arange(k), sizes))
    scores = rng.normal(size=(len(labels), k))
    scores[np.arange(len(labels)), labels] += shift
    odds = np.exp(scores)
    return Predictions(tuple("abcdefgh"[:k]), labels, odds / odds.sum(axis=1, keepdims=True))


def sure(labels: list[int], said: list[int], k: int = 2) -> Predictions:
    """Rows that are said to be of a class with a probability of 0.9."""
    probabilities = np.full((len(said), k), 0.1 / (k - 1))
    probabilities[np.arange(len(said)), said] = 0.9
    return Predictions(tuple("abcdefgh"[:k]), np.array(labels), probabilities)


def subject(predictions: Predictions) -> Subject:
    return Subject(predictions, statistics(predictions))


def found(predictions: Predictions, criteria: Criteria = FEW) -> Mapping[Key, Estimate]:
    return estimate(subject(predictions), criteria)[criteria.confidence]


def interval(of: Estimate) -> Interval:
    assert of.interval is not None, of.why
    return of.interval


# What is drawn


@given(st.lists(st.integers(0, 4), min_size=1, max_size=60), st.integers(0, 2**32))
def test_a_resample_has_as_many_rows_of_each_class_as_there_are(
    labels: list[int], seed: int
) -> None:
    drawn = Strata(np.array(labels)).draw(seed, range(5))
    assert drawn.shape == (5, len(labels))
    for c in range(5):
        of = np.array(labels) == c
        assert (drawn[:, of].sum(axis=1) == of.sum()).all()


def test_each_row_of_a_class_is_drawn_as_often_as_another() -> None:
    """20,000 draws of one row in four and of one in two: five standard errors."""
    drawn = Strata(np.array([0, 1, 0, 1, 0, 0])).draw(1, range(20_000)).mean(axis=0)
    assert drawn == pytest.approx(np.ones(6), abs=5 * math.sqrt(0.75 / 20_000))


def test_a_row_is_drawn_up_to_as_often_as_its_class_has_rows() -> None:
    """By the binomial distribution: of 3 rows a third each, none with probability 8/27."""
    drawn = Strata(np.zeros(3, dtype=np.int64)).draw(2, range(20_000))
    shares = np.bincount(drawn[:, 0], minlength=4) / 20_000
    assert shares == pytest.approx(np.array([8, 12, 6, 1]) / 27, abs=0.02)


def test_resamples_differ_from_each_other_and_by_seed() -> None:
    strata = Strata(np.zeros(50, dtype=np.int64))
    first, second = strata.draw(0, range(2))
    assert (first != second).any()
    assert (strata.draw(1, range(1))[0] != first).any()
    assert (strata.draw(0, range(1, 2))[0] == second).all()


@pytest.mark.parametrize("cells", [1, 70, 2**20])
@pytest.mark.parametrize("cores", [1, 2, 7])
def test_threads_and_batches_make_no_difference(
    monkeypatch: pytest.MonkeyPatch, cells: int, cores: int
) -> None:
    sample = simulated((20, 9, 5))
    expected = found(sample)
    monkeypatch.setattr(resampling, "CELLS", cells)
    monkeypatch.setattr(resampling, "_cores", lambda: cores)
    assert found(sample) == expected


def test_the_order_of_the_rows_does_not_change_the_values() -> None:
    sample = simulated((20, 9, 5))
    rows = np.argsort(sample.labels, kind="stable")
    ordered = replace(sample, labels=sample.labels[rows], probabilities=sample.probabilities[rows])
    for key, one in found(sample).items():
        assert one.value == pytest.approx(found_value(ordered, key), abs=1e-12)


def found_value(sample: Predictions, key: Key) -> float | None:
    return subject(sample).values()[key][0]


def test_the_listener_is_told_of_each_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resampling, "CELLS", 34 * 25)
    told: list[Event] = []
    estimate(subject(simulated((20, 9, 5))), FEW, told.append)
    assert told == [Resampled(25, 60), Resampled(50, 60), Resampled(60, 60)]


def test_what_a_listener_raises_ends_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resampling, "CELLS", 1)
    measured: list[int] = []

    def measure(weights: Weights) -> NDArray[np.float64]:
        measured.append(len(weights))
        return np.zeros((len(weights), 1))

    def interrupted(event: Event) -> None:
        raise KeyboardInterrupt(event)

    with pytest.raises(KeyboardInterrupt):
        resampling.resampled(
            measure, 1, np.zeros(9, np.int64), Criteria(resamples=9999), interrupted
        )
    assert len(measured) < 9999


def test_pairs_of_many_classes_stay_out_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """100 classes of 2 rows have 50 times as many pairs of classes as rows."""
    rng, labels = np.random.default_rng(0), np.arange(200) % 100
    probabilities = rng.random((200, 100)) + np.eye(100)[labels]
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    sample = subject(Predictions(tuple(map(str, range(100))), labels, probabilities))
    monkeypatch.setattr(resampling, "THREADS", 1)
    tracemalloc.start()
    estimate(sample, Criteria(resamples=800))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 96 * 2**20


def test_the_groups_of_a_column_are_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[NDArray[np.str_]] = []
    unique = np.unique

    def counted(values: NDArray[np.str_]) -> NDArray[np.str_]:
        asked.append(values)
        return unique(values)

    rows = Rows(_groups([0.5, 0.6, 0.7], 10))
    monkeypatch.setattr(np, "unique", counted)
    for metric in FAIRNESS_METRICS:
        assert rows.of(Key(metric, None, "column")) == 10
    assert len(asked) == 1


# What is said of the draws


def test_every_value_has_an_interval_that_holds_it_or_a_reason() -> None:
    for key, one in found(simulated((40, 25, 15))).items():
        if one.interval is None:
            assert one.why
            continue
        assert one.value is not None
        assert not one.why
        assert one.interval.low < one.value < one.interval.high
        assert one.interval.low >= of_value(key).low
        assert one.interval.high <= of_value(key).high


def test_the_expected_calibration_error_has_no_interval() -> None:
    one = found(simulated((40, 25)))[Key("ece")]
    assert one.value is not None
    assert one.interval is None
    assert "resample" in one.why


def test_without_resamples_there_are_values_alone() -> None:
    events: list[Event] = []
    sample = simulated((8, 8))
    estimates = estimate(subject(sample), Criteria(resamples=0), events.append)[0.95]
    assert not events
    assert {(one.interval, one.why) for one in estimates.values()} == {
        (None, "no resamples were asked for")
    }
    assert estimates[Key("accuracy")].value == found(sample)[Key("accuracy")].value


def test_what_is_undefined_says_why() -> None:
    one = found(sure([0, 0, 1, 1, 2], [0, 1, 1, 0, 0], k=3))[Key("precision", "c")]
    assert one == Estimate(None, None, "no row was said to be of this class")


def test_what_resamples_often_leave_undefined_has_no_interval() -> None:
    """One row is said to be of class b: more than a third of the resamples do not draw it."""
    sample = sure([0] * 20 + [1] * 20, [0] * 39 + [1])
    one = found(sample, Criteria(resamples=400))[Key("precision", "b")]
    assert one.value == 1.0
    assert one.interval is None
    assert one.why.endswith("% of the resamples leave it undefined")


def test_a_gate_may_ask_for_another_confidence() -> None:
    asked = replace(FEW, gates=(Gate("accuracy", min=0.5, confidence=0.5),))
    sample = simulated((30, 30))
    by_confidence = estimate(subject(sample), asked)
    assert set(by_confidence) == {0.95, 0.5}
    wide, narrow = (interval(by_confidence[c][Key("accuracy")]) for c in (0.95, 0.5))
    assert wide.low < narrow.low < narrow.high < wide.high
    assert wide.error == narrow.error


def test_an_accuracy_has_nearly_the_interval_of_a_binomial() -> None:
    """160 of 200 rows are right: Wilson's interval is [0.739, 0.850]."""
    sample = sure([0] * 100 + [1] * 100, [0] * 80 + [1] * 100 + [0] * 20)
    one = interval(found(sample, Criteria(resamples=4000))[Key("accuracy")])
    assert one.error == pytest.approx(math.sqrt(0.8 * 0.2 / 200), rel=0.05)
    assert (one.low, one.high) == pytest.approx((0.739, 0.850), abs=0.005)


@pytest.mark.parametrize("rows", [5, 20, 1000])
def test_without_a_mistake_the_bound_is_that_of_clopper_and_pearson(rows: int) -> None:
    labels = [0] * rows + [1] * (2 * rows)
    estimates = found(sure(labels, labels))
    for key, n in (
        (Key("accuracy"), 3 * rows),
        (Key("f1_micro"), 3 * rows),
        (Key("recall_weighted"), 3 * rows),
        (Key("recall", "b"), 2 * rows),
        (Key("precision", "a"), rows),
        (Key("f1", "b"), 2 * rows),
        (Key("roc_auc", "b"), rows),
        (Key("average_precision", "b"), rows),
        (Key("f1_macro"), rows),
        (Key("roc_auc_ovo_macro"), rows),
        (Key("mcc"), rows),
    ):
        one = interval(estimates[key])
        assert one.low == pytest.approx(0.025 ** (1 / n), abs=1e-12)
        assert (one.high, one.error) == (1.0, 0.0)


def test_without_a_hit_it_is_the_bound_from_the_other_side() -> None:
    one = found(sure([0] * 30 + [1] * 30, [1] * 30 + [0] * 30))
    for key in (Key("recall", "a"), Key("precision", "b"), Key("f1", "a")):
        assert interval(one[key]).low == 0.0
        assert interval(one[key]).high == pytest.approx(1 - 0.025 ** (1 / 30), abs=1e-12)


def test_a_loss_without_spread_has_no_interval() -> None:
    flat = Measured(0.1, np.full(20, 0.1), Range(0, math.inf), 50)
    assert flat.interval(0.95) == "no resample differs from the value"


def test_ranks_of_very_many_classes_have_values_alone() -> None:
    k = CLASSES + 1
    labels = np.tile(np.arange(k), 3)
    probabilities = np.random.default_rng(0).dirichlet(np.ones(k), size=3 * k)
    sample = Predictions(tuple(map(str, range(k))), labels, probabilities)
    estimates = found(sample, Criteria(resamples=3))
    assert estimates[Key("roc_auc_ovo_macro")].value is not None
    assert estimates[Key("roc_auc", "7")].why == (
        f"there are {k} classes, and ranks have intervals up to {CLASSES}"
    )
    assert estimates[Key("accuracy")].interval is not None


def test_a_class_without_a_mistake_widens_the_mean_over_the_classes() -> None:
    """4 rows are said to be of class b, rightly: half of their bound is the least that the mean of
    the precisions is unsure by, though class a alone has a spread."""
    labels = [0] * 96 + [1] * 10
    sample = sure(labels, [0] * 96 + [0] * 6 + [1] * 4)
    estimates = found(sample, Criteria(resamples=400))
    macro = estimates[Key("precision_macro")]
    assert macro.value is not None
    below = macro.value - interval(macro).low
    least = (1 - 0.025 ** (1 / 4)) / 2
    assert least <= below < 1.2 * least
    assert interval(macro).high - macro.value < 0.1


@pytest.mark.parametrize("wrong", [WRONG - 1, WRONG])
def test_a_loss_has_an_interval_when_enough_rows_are_wrong(wrong: int) -> None:
    labels = [0] * 100 + [1] * 100 + [2] * 100
    estimates = found(sure(labels, [1] * wrong + labels[wrong:], k=3))
    for key in (Key("log_loss"), Key("brier"), Key("brier", "a"), Key("brier", "b")):
        one = estimates[key]
        assert (one.interval is None) == (wrong < WRONG)
        assert one.why.startswith("fewer than 10 rows are wrong" if wrong < WRONG else "")
    assert estimates[Key("brier", "c")].why.startswith("fewer than 10 rows are wrong")


def _groups(rates: list[float], rows: int) -> Predictions:
    """Rows of class b in groups, of which such a share is said to be of class b."""
    said = [int(i < rate * rows) for rate in rates for i in range(rows)]
    sample = sure([1] * len(said), said)
    names = np.repeat([f"group {i}" for i in range(len(rates))], rows)
    return replace(sample, groups={"column": names})


def _apart(sample: Predictions, metric: str) -> Estimate:
    judged = Subject(sample, fairness.statistics(sample, Criteria()))
    return estimate(judged, Criteria(resamples=400))[0.95][Key(metric, None, "column")]


@pytest.mark.parametrize("rates", [[0.5, 0.55], [0.5, 0.5, 0.5, 0.6], [0.5, 0.5]])
def test_groups_that_are_nearly_alike_may_be_alike(rates: list[float]) -> None:
    sample = _groups(rates, 40)
    difference = interval(_apart(sample, "equal_opportunity_difference"))
    ratio = interval(_apart(sample, "equal_opportunity_ratio"))
    assert difference.low == 0.0
    assert 0.1 < difference.high < 0.5
    assert ratio.high == 1.0
    assert 0.4 < ratio.low < 0.9


def test_groups_that_are_far_apart_are_not_alike() -> None:
    sample = _groups([0.2, 0.8], 100)
    one = _apart(sample, "equal_opportunity_difference")
    error = math.sqrt(2 * 0.8 * 0.2 / 100)
    assert (interval(one).low, interval(one).high) == pytest.approx(
        (0.6 - 1.96 * error, 0.6 + 1.96 * error), abs=0.03
    )
    ratio = interval(_apart(sample, "equal_opportunity_ratio"))
    assert 0.1 < ratio.low < 0.25 < ratio.high < 0.5


def test_the_greatest_of_many_differences_reaches_further() -> None:
    of = Apart(0.3, np.linspace(0.2, 0.5, 500), Range(0, 1), 50, candidates=1)
    few, many = of.interval(0.95), replace(of, candidates=45).interval(0.95)
    assert isinstance(few, Interval)
    assert isinstance(many, Interval)
    assert many.low < few.low
    assert many.high == few.high
    key = Key("equalized_odds_difference", None, "column")
    assert candidates(key, 3, 2) == 3 * 2
    assert candidates(key, 3, 5) == 3 * 2 * 5
    assert candidates(key._replace(label="a"), 3, 5) == 3 * 2
    assert candidates(Key("accuracy_ratio", None, "column"), 4, 5) == 6


# Two models


def test_a_model_beside_itself_differs_by_nothing() -> None:
    sample = simulated((30, 20, 10))
    for key, one in contrast(subject(sample), subject(sample), FEW)[0.95].items():
        assert one.ours == one.theirs
        assert one.difference.value == 0.0
        assert one.difference.interval == Interval(0, 0, 0), key


def test_two_models_see_the_same_rows() -> None:
    """The difference of accuracies has the spread of the rows on which the models differ."""
    labels = [0] * 100 + [1] * 100
    ours = sure(labels, [1] * 30 + [0] * 70 + [1] * 100)
    theirs = sure(labels, [1] * 40 + [0] * 60 + [1] * 100)
    one = contrast(subject(ours), subject(theirs), Criteria(resamples=4000))[0.95][Key("accuracy")]
    assert (one.ours, one.theirs) == (0.85, 0.8)
    assert one.difference.value == pytest.approx(0.05)
    spread = math.sqrt(100 * 0.1 * 0.9) / 200
    assert interval(one.difference).error == pytest.approx(spread, rel=0.05)


def test_ours_less_theirs_is_theirs_less_ours_turned_round() -> None:
    one, other = subject(simulated((30, 20))), subject(simulated((30, 20), 3.0))
    other = subject(replace(other.predictions, labels=one.labels))
    forth, back = (contrast(*pair, FEW)[0.95] for pair in ((one, other), (other, one)))
    for key, there in forth.items():
        here = back[key]
        assert there.difference.value == pytest.approx(-(here.difference.value or 0.0))
        if there.difference.interval and here.difference.interval:
            assert there.difference.interval.low == pytest.approx(-here.difference.interval.high)


def test_where_neither_model_makes_a_mistake_the_difference_may_be_as_large_as_the_bound() -> None:
    labels = [0] * 20 + [1] * 20
    ours, theirs = sure(labels, labels), sure(labels, labels)
    theirs = replace(theirs, probabilities=np.where(theirs.probabilities > 0.5, 0.8, 0.2))
    one = contrast(subject(ours), subject(theirs), FEW)[0.95][Key("accuracy")].difference
    far = 1 - 0.025 ** (1 / 40)
    assert one.value == 0.0
    assert (interval(one).low, interval(one).high) == pytest.approx((-far, far))


def test_a_difference_is_undefined_where_one_side_is() -> None:
    ours, theirs = sure([0, 0, 1, 1], [0, 0, 0, 0]), sure([0, 0, 1, 1], [0, 0, 0, 1])
    key, why = Key("precision", "b"), "no row was said to be of this class"
    forth = contrast(subject(ours), subject(theirs), FEW)[0.95][key]
    assert forth == Contrast(None, 1.0, Estimate(None, None, why))
    back = contrast(subject(theirs), subject(ours), FEW)[0.95][key]
    assert back == Contrast(1.0, None, Estimate(None, None, why))


# The parts of an interval


@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.95, 0.99, 0.999])
@pytest.mark.parametrize(
    ("degrees", "tolerance"), [(1, 1e-9), (2, 1e-9), (3, 0.05), (4, 0.02), (9, 5e-4), (1000, 1e-6)]
)
def test_students_quantile(confidence: float, degrees: int, tolerance: float) -> None:
    expected = float(stats.t.ppf((1 + confidence) / 2, degrees))
    assert student(confidence, degrees) == pytest.approx(expected, rel=tolerance)


@given(
    st.sampled_from([Range(0, 1), Range(-1, 1), Range(0, math.inf), Range(-math.inf, math.inf)]),
    st.floats(0.001, 0.999),
)
def test_a_scale_goes_there_and_back(of: Range, value: float) -> None:
    assert value in of
    assert of.back(of.scaled(value)) == pytest.approx(value, rel=1e-9)
    step = 1e-6
    slope = (of.scaled(value + step) - of.scaled(value - step)) / (2 * step)
    assert of.slope(value) == pytest.approx(slope, rel=1e-3)


@given(
    st.lists(st.floats(0, 1), min_size=20, max_size=40),
    st.floats(0, 1),
    st.floats(0.5, 0.999),
    st.integers(1, 50),
)
def test_an_interval_holds_the_value_and_stays_in_the_range(
    draws: list[float], value: float, confidence: float, rows: int
) -> None:
    of = Measured(value, np.array(draws), Range(0, 1), rows).interval(confidence)
    if isinstance(of, str):
        assert rows == 1
    else:
        assert 0 <= of.low <= value <= of.high <= 1


def test_a_few_resamples_without_a_value_are_left_out() -> None:
    draws = np.linspace(0.4, 0.6, 200)
    whole = Measured(0.5, draws, Range(0, 1), 50)
    some = np.concatenate([draws, [np.nan] * int(200 * UNDEFINED)])
    assert replace(whole, draws=some).interval(0.95) == whole.interval(0.95)
    more = np.concatenate([draws, [np.nan] * 10])
    assert replace(whole, draws=more).interval(0.95) == "5% of the resamples leave it undefined"


def test_fewer_rows_reach_further() -> None:
    assert reach(0.95, 10**9) == pytest.approx(1.95996, abs=1e-4)
    assert reach(0.95, 10) > reach(0.95, 100) > reach(0.95, 10**9)
    assert unseen(0.95, 1) == 0.975
    assert unseen(0.95, math.inf) == 0.0


def test_the_rows_of_a_group_are_those_within_it() -> None:
    sample = replace(
        sure([0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 1, 1, 0]),
        groups={"sex": np.array(["f", "f", "m", "m", "m", "m", "f"])},
    )
    rows = Rows(sample)
    assert rows.of(Key("accuracy")) == 7
    assert rows.of(Key("accuracy", None, "sex", "f")) == 3
    assert rows.of(Key("recall", "b", "sex", "m")) == 3
    assert rows.of(Key("precision", "a", "sex", "f")) == 3
    assert rows.of(Key("selection_rate", "a", "sex", "f")) == 3
    assert rows.of(Key("false_positive_rate", "a", "sex", "f")) == 1
    assert rows.of(Key("accuracy_difference", None, "sex")) == 1


def test_no_interval_of_a_cost_leaves_what_costs_can_be() -> None:
    """Few mistakes, and dear ones: the value less two standard errors would be a gain."""
    labels = np.repeat([0, 1], [200, 40])
    scores = np.where(labels, 0.9, 0.1)
    scores[[0, 201]] = 0.5
    said = Predictions(("no", "yes"), labels, np.column_stack([1 - scores, scores]))
    criteria = Criteria(costs={"yes": {"no": 100.0}, "no": {"yes": 1.0}})
    found = evaluate(said, criteria).of("expected_cost_most_probable")
    assert found.value is not None
    assert found.interval is not None
    assert 0.0 <= found.interval.low < found.value < found.interval.high
    assert found.interval.high < (100 * 40 + 200) / 240
    assert found.value < 1.96 * found.interval.error
