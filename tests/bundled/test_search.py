"""The choice: the lowest mean wins, and of equals the simpler."""

import json
from collections.abc import Callable

import pytest

from mcdeploy.bundled.choice import why
from mcdeploy.bundled.search import GRID, Candidate, best, choose, of
from mcdeploy.bundled.strategy import Strategy
from mcdeploy.domain import Model

SOFTMAX, REST = Strategy.SOFTMAX, Strategy.ONE_VS_REST


def _candidate(strategy: Strategy, c: float, mean: float, spread: float) -> Candidate:
    return Candidate(strategy, c, (mean - spread, mean, mean, mean, mean + spread))


def test_a_clear_winner_wins() -> None:
    candidates = [_candidate(SOFTMAX, 1.0, 0.5, 0.01), _candidate(REST, 1.0, 0.3, 0.01)]
    assert choose(candidates) is candidates[1]
    told = why(Strategy.AUTO, candidates, candidates[1])
    assert "one-vs-rest with C = 1 has the lowest" in told
    assert "0.3000" in told
    assert "The best of softmax is 0.5000" in told


def test_a_tie_goes_to_the_simpler() -> None:
    candidates = [
        _candidate(SOFTMAX, 0.1, 0.9, 0.1),
        _candidate(SOFTMAX, 1.0, 0.32, 0.1),
        _candidate(REST, 1.0, 0.31, 0.1),
    ]
    assert best(candidates) is candidates[2]
    assert choose(candidates) is candidates[1]
    told = why(Strategy.AUTO, candidates, candidates[1])
    assert "within one standard error of it (0.0316)" in told


def test_a_given_strategy_is_given_and_the_other_stands_beside_it() -> None:
    candidates = [_candidate(SOFTMAX, 1.0, 0.5, 0.01), _candidate(REST, 1.0, 0.3, 0.01)]
    assert of(SOFTMAX, candidates) == (candidates[0],)
    assert of(Strategy.AUTO, candidates) == tuple(candidates)
    told = why(SOFTMAX, candidates, candidates[0])
    assert "softmax with C = 1 has the lowest mean log loss" in told
    assert "The strategy was given, not chosen. The best of one-vs-rest is 0.3000" in told


def test_the_standard_error_is_the_spread_over_the_root_of_the_folds() -> None:
    candidate = Candidate(SOFTMAX, 1.0, (1.0, 2.0, 3.0, 4.0, 5.0))
    assert candidate.mean == 3.0
    assert candidate.spread == pytest.approx(2.5**0.5)
    assert candidate.error == pytest.approx(0.5**0.5)


def test_for_two_classes_the_strategies_are_one_and_softmax_is_taken(
    trained: Callable[..., Model],
) -> None:
    model = trained("breast-cancer", "auto", 7)
    candidates = json.loads(json.dumps(model.story))["search"]["candidates"]
    losses = {(each["strategy"], each["C"]): each["mean"] for each in candidates}
    assert all(
        losses["softmax", c] == pytest.approx(losses["one-vs-rest", c], abs=1e-6) for c in GRID
    )
    assert model.lineage["strategy"] == "softmax"
