"""The curves against scikit-learn, and the points drawn against the whole line."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn import metrics as theirs

from mcdeploy.domain import Predictions
from mcdeploy.evaluation import curves
from mcdeploy.evaluation.curves import line, macro, selection
from mcdeploy.evaluation.curves.steps import steps
from mcdeploy.evaluation.result import Curve

Floats = NDArray[np.float64]


@st.composite
def predictions(draw: st.DrawFn) -> Predictions:
    """Small weights make ties, zeros and classes without rows."""
    k, n = draw(st.integers(2, 5)), draw(st.integers(1, 30))
    labels = draw(st.lists(st.integers(0, k - 1), min_size=n, max_size=n))
    weight = st.lists(st.integers(0, 4), min_size=k, max_size=k).filter(any)
    weights = np.array(draw(st.lists(weight, min_size=n, max_size=n)), dtype=np.float64)
    classes = tuple(f"class {i}" for i in range(k))
    probabilities = weights / weights.sum(axis=1, keepdims=True)
    return Predictions(classes, np.array(labels, dtype=np.int64), probabilities)


@st.composite
def crowds(draw: st.DrawFn) -> Predictions:
    """Many rows, of which a class may have next to none, and of which many may be tied."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    k, n = draw(st.integers(2, 4)), draw(st.integers(1000, 3000))
    share = rng.dirichlet(np.full(k, draw(st.sampled_from((0.1, 1.0, 10.0)))))
    labels = np.concatenate((np.arange(k), rng.choice(k, n - k, p=share))).astype(np.int64)
    skill = draw(st.sampled_from((-1.0, 0.0, 1.0, 5.0)))
    scores = rng.gumbel(size=(n, k)) + skill * (labels[:, np.newaxis] == np.arange(k))
    probabilities = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    undecided = rng.random(n) < draw(st.sampled_from((0.0, 0.1, 0.9)))
    probabilities[undecided] = 1 / k  # one tie of many rows, which draws a long straight line
    return Predictions(tuple("abcd"[:k]), labels, probabilities)


def _micro(sample: Predictions) -> tuple[NDArray[np.bool_], Floats]:
    positive = sample.labels[:, np.newaxis] == np.arange(len(sample.classes))
    return positive.ravel(), sample.probabilities.ravel()


def _distance(points: Floats, corners: Floats) -> float:
    """The farthest that one of the points, shape (m, 2), is from the line through the corners."""
    starts, along = corners[:-1], np.diff(corners, axis=0)
    farthest = 0.0
    for block in np.array_split(points, 1 + len(points) // 500):
        apart = block[:, np.newaxis] - starts
        share = (apart * along).sum(axis=2) / np.maximum((along**2).sum(axis=1), 1e-300)
        gap = apart - np.clip(share, 0, 1)[..., np.newaxis] * along
        farthest = max(farthest, float(np.hypot(gap[..., 0], gap[..., 1]).min(axis=1).max()))
    return farthest


def _apart(x: Floats, y: Floats, curve: Curve) -> float:
    """Of the whole line and the drawn one, the farthest that a point is from the other. What is
    drawn straight is looked at in several places."""
    whole, drawn = np.stack((x, y), axis=1), np.array((curve.x, curve.y)).T
    places = np.linspace(0, len(drawn) - 1, 5 * len(drawn) + 2)
    between = np.stack([np.interp(places, np.arange(len(drawn)), d) for d in drawn.T], axis=1)
    return max(_distance(whole, drawn), _distance(between, whole))


def _rise(rates: line.Line, x: Floats) -> Floats:
    """Its y, the upper one where it stands upright."""
    return np.interp(x, rates.x, rates.y)


@given(predictions())
def test_areas_are_those_of_scikit_learn(sample: Predictions) -> None:
    found = curves.trace(sample)
    every = zip(sample.classes, found.roc, found.precision_recall, strict=False)
    for i, (label, roc, precision_recall) in enumerate(every):
        positive, scores = sample.labels == i, sample.probabilities[:, i]
        assert roc.name == precision_recall.name == label
        assert (precision_recall.area is None) == (not positive.any())
        if precision_recall.area is not None:
            expected = theirs.average_precision_score(positive, scores)
            assert precision_recall.area == pytest.approx(expected, abs=1e-12)
        assert (roc.area is None) == (positive.all() or not positive.any())
        if roc.area is not None:
            assert roc.area == pytest.approx(theirs.roc_auc_score(positive, scores), abs=1e-12)


@given(predictions())
def test_areas_of_averages_are_those_of_scikit_learn(sample: Predictions) -> None:
    found = curves.trace(sample)
    micro, mean = found.roc[-2:]
    assert (micro.name, mean.name) == ("micro", "macro")
    assert micro.area == pytest.approx(theirs.roc_auc_score(*_micro(sample)), abs=1e-12)
    expected = theirs.average_precision_score(*_micro(sample))
    assert found.precision_recall[-1].area == pytest.approx(expected, abs=1e-12)
    areas = [curve.area for curve in found.roc[:-2] if curve.area is not None]
    if len(areas) == len(sample.classes):
        assert mean.area == pytest.approx(np.mean(areas), abs=1e-12)
        assert np.trapezoid(mean.y, mean.x) == pytest.approx(mean.area, abs=1e-12)
    else:
        assert mean.area is None
        assert "is undefined: " in mean.why


@given(predictions())
def test_few_points_are_all_drawn_and_are_those_of_scikit_learn(sample: Predictions) -> None:
    found = curves.trace(sample)
    positive, scores = _micro(sample)
    x, y, thresholds = theirs.roc_curve(positive, scores, drop_intermediate=False)
    assert found.roc[-2].x == pytest.approx(x, abs=1e-12)
    assert found.roc[-2].y == pytest.approx(y, abs=1e-12)
    assert found.roc[-2].thresholds[1:] == tuple(thresholds[1:])
    precision, recall, _ = theirs.precision_recall_curve(positive, scores)
    assert found.precision_recall[-1].x == pytest.approx(recall[::-1], abs=1e-12)
    assert found.precision_recall[-1].y == pytest.approx(precision[::-1], abs=1e-12)


@given(predictions())
def test_a_point_is_the_rates_of_the_rows_that_reach_its_threshold(sample: Predictions) -> None:
    for i, roc in enumerate(curves.trace(sample).roc[:-2]):
        positive, scores = sample.labels == i, sample.probabilities[:, i]
        for x, y, threshold in zip(roc.x, roc.y, roc.thresholds, strict=True):
            named = scores >= threshold
            assert np.isfinite(threshold)
            assert (x, y) == (named[~positive].mean(), named[positive].mean())


@given(predictions())
def test_the_macro_curve_is_the_mean_of_the_classes_at_each_rate(sample: Predictions) -> None:
    *classes, _, drawn = curves.trace(sample).roc
    if drawn.area is None:
        return
    for between in (np.array(drawn.x[:-1]) + np.array(drawn.x[1:])) / 2:
        expected = np.mean([np.interp(between, curve.x, curve.y) for curve in classes])
        if between not in drawn.x:  # where the lines stand upright a mean has many values
            assert np.interp(between, drawn.x, drawn.y) == pytest.approx(expected, abs=1e-12)
    assert set(drawn.x) == {x for curve in classes for x in curve.x}
    assert drawn.thresholds == ()


@settings(max_examples=15)
@given(crowds())
def test_what_is_drawn_of_many_points_stays_near_the_whole(sample: Predictions) -> None:
    found = curves.trace(sample)
    for i in range(len(sample.classes)):
        whole = steps(sample.labels == i, sample.probabilities[:, i])
        roc, precision_recall = line.roc(whole), line.precision_recall(whole)
        assert _apart(roc.x, roc.y, found.roc[i]) <= selection.ROC_DISTANCE
        apart = _apart(precision_recall.x, precision_recall.y, found.precision_recall[i])
        assert apart <= selection.PRECISION_RECALL_DISTANCE
    for curve in (*found.roc, *found.precision_recall):
        assert len(curve.x) <= selection.FEW


@settings(max_examples=15)
@given(crowds())
def test_what_is_drawn_of_the_macro_curve_stays_near_the_whole(sample: Predictions) -> None:
    k = len(sample.classes)
    lines = [line.roc(steps(sample.labels == i, sample.probabilities[:, i])) for i in range(k)]
    for each in lines:
        assert float(np.abs(_rise(macro.fine(each), each.x) - _rise(each, each.x)).max()) <= 0.001
    x = np.unique(np.concatenate([each.x for each in lines]))
    upper = np.mean([np.interp(x, each.x, each.y) for each in lines], axis=0)
    lower = np.mean([np.interp(-x, -each.x[::-1], each.y[::-1]) for each in lines], axis=0)
    whole = np.repeat(x, 2), np.stack((lower, upper), axis=1).ravel()
    assert _apart(*whole, curves.trace(sample).roc[-1]) <= selection.ROC_DISTANCE


def test_a_class_without_rows_has_no_curve_and_a_reason() -> None:
    sample = Predictions(("a", "b"), np.array([0, 0]), np.array([[0.5, 0.5], [0.25, 0.75]]))
    found = curves.trace(sample)
    assert found.roc[0] == Curve("a", (), (), (), None, "every row is of this class")
    assert found.roc[1] == Curve("b", (), (), (), None, "no row is of this class")
    assert found.precision_recall[0].area == 1.0
    assert found.precision_recall[1] == found.roc[1]
    why = "roc_auc of class 'a' is undefined: every row is of this class"
    assert found.roc[-1] == Curve("macro", (), (), (), None, why)


@pytest.mark.parametrize(("k", "drawn"), [(100, 100), (101, 0)])
def test_of_many_classes_only_the_averages_are_drawn(k: int, drawn: int) -> None:
    rng = np.random.default_rng(7)
    labels = np.tile(np.arange(k), 3)
    sample = Predictions(
        tuple(f"class {i}" for i in range(k)), labels, rng.dirichlet(np.ones(k), len(labels))
    )
    found = curves.trace(sample)
    assert [len(found.roc), len(found.precision_recall)] == [drawn + 2, drawn + 1]
    expected = theirs.roc_auc_score(labels, sample.probabilities, multi_class="ovr")
    assert found.roc[-1].area == pytest.approx(expected, abs=1e-12)
    note = "" if drawn else "the curves of 101 classes are too many to be drawn"
    assert {curve.why for curve in (*found.roc, *found.precision_recall)} == {note}


def test_a_jump_is_drawn_from_where_it_begins() -> None:
    """Neither the lowest nor the highest point of its cell is there."""
    x = np.append(np.linspace(0.0, 0.019, 300), 1.0)
    y = np.concatenate((np.linspace(1.0, 0.0, 200), np.linspace(0.0, 0.5, 100), [0.5]))
    whole = line.Line(x, y, 1 - x)
    drawn = selection.drawn_precision_recall(whole)
    curve = Curve("a", tuple(drawn.x), tuple(drawn.y), tuple(drawn.thresholds), 0.5)
    assert len(drawn.x) < len(x)
    assert _apart(x, y, curve) <= selection.PRECISION_RECALL_DISTANCE
