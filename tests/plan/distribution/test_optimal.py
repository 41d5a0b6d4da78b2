"""What is planned is as good as the best of all plans, and no bound is above it."""

from math import inf, isclose, isinf

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mcdeploy.domain.distribution import Demand, Distribution, Network, Objective, Optimize
from mcdeploy.errors import Infeasible
from mcdeploy.plan.distribution import distribute, pipelined, stored
from mcdeploy.plan.distribution.problem import problem
from mcdeploy.plan.distribution.settle import settled
from tests.plan.distribution.brute import Taken, least, plans
from tests.plan.distribution.networks import questions

Question = tuple[Network, Demand]
both = st.booleans().flatmap(lambda kept: questions(stored=kept))
shares = st.sampled_from([None, 0.9, 1.0, 1.1, 2.0])
CLOSE = 1e-6


def objectives(
    found: list[Taken], optimize: Optimize, slow: float | None, dear: float | None
) -> Objective:
    """Limits near the least that any plan takes, so that some can be met and some cannot."""
    deadline = None if slow is None else slow * least(found, 1)
    budget = None if dear is None else dear * least(found, 0)
    return Objective(optimize, deadline, budget)


def wanted(found: list[Taken], objective: Objective) -> float:
    which = 0 if objective.optimize is Optimize.COST else 1
    deadline = inf if objective.deadline is None else objective.deadline
    budget = inf if objective.budget is None else objective.budget
    return least(found, which, deadline, budget)


def amount(distribution: Distribution) -> float:
    cost = distribution.objective.optimize is Optimize.COST
    return distribution.dollars if cost else distribution.seconds


@settings(deadline=None, max_examples=150)
@given(both, st.sampled_from(Optimize), shares, shares)
def test_the_best_of_all_plans_is_found(
    question: Question, optimize: Optimize, slow: float | None, dear: float | None
) -> None:
    found = plans(*question)
    assume(found)
    objective = objectives(found, optimize, slow, dear)
    best = wanted(found, objective)
    if isinf(best):
        with pytest.raises(Infeasible):
            distribute(*question, objective)
        return
    distribution = distribute(*question, objective)
    assert isclose(amount(distribution), best, rel_tol=CLOSE, abs_tol=1e-12)
    assert distribution.bound <= best * (1 + CLOSE) + 1e-12
    assert any(
        isclose(distribution.dollars, dollars, rel_tol=CLOSE, abs_tol=1e-12)
        and isclose(distribution.seconds, seconds, rel_tol=CLOSE)
        for dollars, seconds in found
    ), "it takes what the model says that it takes"


@settings(deadline=None, max_examples=60)
@given(questions(stored=True), st.sampled_from(Optimize), shares, shares)
def test_the_integer_program_finds_the_best_too(
    question: Question, optimize: Optimize, slow: float | None, dear: float | None
) -> None:
    found = plans(*question)
    assume(found)
    objective = objectives(found, optimize, slow, dear)
    best = wanted(found, objective)
    asked = problem(*question, objective)
    if isinf(best):
        with pytest.raises(Infeasible):
            settled(asked, stored.programmed(asked))
        return
    answer = settled(asked, stored.programmed(asked))
    value = answer.plan.dollars if optimize is Optimize.COST else answer.plan.seconds
    assert isclose(value, best, rel_tol=CLOSE, abs_tol=1e-9)
    assert answer.bound <= best * (1 + CLOSE) + 1e-9


@settings(deadline=None, max_examples=60)
@given(questions(stored=False, most=4, partitions=3), st.sampled_from(Optimize), shares)
def test_the_linear_program_never_bounds_above_the_best_and_keeps_the_limits(
    question: Question, optimize: Optimize, slow: float | None
) -> None:
    """The search behind it may miss a plan, but what it finds is one, and within the limits."""
    asked = problem(*question, Objective())
    assume(len(question[0].links) <= 12)
    found = plans(*question)
    assume(found)
    ways = pipelined.programmed(asked)
    deadline = None if slow is None else slow * least(found, 1)
    if optimize is Optimize.TIME:
        answer, best = ways.fastest(None), least(found, 1)
    else:
        answer = ways.cheapest(deadline, None)
        best = least(found, 0, inf if deadline is None else deadline)
    assert answer.bound <= best * (1 + CLOSE) + 1e-9
    if answer.plan is not None:
        value = answer.plan.seconds if optimize is Optimize.TIME else answer.plan.dollars
        assert value >= best * (1 - CLOSE) - 1e-9
        if optimize is Optimize.COST and deadline is not None:
            assert answer.plan.seconds <= deadline * (1 + CLOSE)


@settings(deadline=None, max_examples=40)
@given(both, st.sampled_from(Optimize))
def test_the_same_question_has_the_same_answer(question: Question, optimize: Optimize) -> None:
    assume(plans(*question))
    objective = Objective(optimize)
    assert distribute(*question, objective) == distribute(*question, objective)


@settings(deadline=None, max_examples=60)
@given(both)
def test_it_is_never_dearer_than_the_star(question: Question) -> None:
    assume(plans(*question))
    distribution = distribute(*question, Objective())
    if distribution.star is not None:
        assert distribution.dollars <= distribution.star[0] * (1 + CLOSE) + 1e-12
