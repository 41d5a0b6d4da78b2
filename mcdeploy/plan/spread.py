"""Who copies from whom: everything from here, or by a tree that is cheaper or faster. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mcdeploy.domain import Distribution, Objective, Observation, Optimize, Stage
from mcdeploy.errors import ExtraMissing
from mcdeploy.plan.limits import CLOSE, impossible, measure, within
from mcdeploy.plan.network import network
from mcdeploy.plan.pulling import by_target, pulled
from mcdeploy.plan.sending import sending
from mcdeploy.plan.shared import Shared, apart, shared
from mcdeploy.plan.trees import trees
from mcdeploy.plan.wish import Wish

Stages = tuple[Stage, ...]
Seen = Mapping[str, Observation]


@dataclass(frozen=True, slots=True)
class Spread:
    """The stages, of which some may now pull; how the bytes go; what the ways cost in dollars, by
    the target to which they lead; and what kept a better way from being looked for, if anything
    did."""

    stages: Stages
    how: Distribution
    dollars: Mapping[str, float]
    note: str = ""


def spread(wish: Wish, stages: Stages, seen: Seen) -> Spread | None:
    """The stages as they are, all `files` of them sent from here; or one tree, in which targets
    pull what they share from each other, where that has less of what is optimized. None when no
    bytes move.

    Modelled is one tree, over the bytes that most targets share; all else is sent from here before
    it begins. Seconds are bytes by estimated rates: neither the time that a request takes to begin
    is in them, nor what is copied inside a target, nor verification. Dollars are what the clouds
    ask for bytes that leave a region.

    Raises `Infeasible` when nothing that is allowed keeps the deadline and the budget, and
    `ExtraMissing` when nobody knows without a solver that is not installed.
    """
    if not any(file.size for stage in stages for file in stage.files):
        return None
    one = shared(wish.release, stages, seen, here=wish.here)
    plain = _plain(wish, stages, seen, one)
    try:
        return _best(wish, [plain, *_by_trees(wish, stages, seen, one, plain.how)])
    except ExtraMissing as missing:
        if not within(plain.how, wish.objective):
            raise
        note = f"there may be a better way: {missing.what}; {missing.remedy}"
        return replace(plain, how=replace(plain.how, objective=wish.objective), note=note)


def _plain(wish: Wish, stages: Stages, seen: Seen, one: Shared | None) -> Spread:
    """All from here, or through here: what targets share from one that holds all of it."""
    shares, others = apart(stages, one)
    givers = {name: seen[name] for name in one.holders} if one is not None else {}
    given, rest = sending(wish, shares, givers), sending(wish, others, seen)
    dollars = {name: given.dollars[name] + rest.dollars[name] for name in rest.dollars}
    total = given.total + rest.total, given.seconds + rest.seconds
    return Spread(stages, Distribution((), *total, 0.0, total), dollars)


def _by_trees(
    wish: Wish, stages: Stages, seen: Seen, one: Shared | None, plain: Distribution
) -> list[Spread]:
    """None where nothing can be cheaper: the shared bytes cost nothing on the plain way."""
    rest = sending(wish, apart(stages, one)[1], seen)
    free = wish.objective.optimize is Optimize.COST and plain.dollars <= rest.total
    if one is None or (free and within(plain, wish.objective)):
        return []
    return [
        Spread(pulled(wish.release, stages, how, one), how, by_target(how, one, rest))
        for how in trees(wish, network(wish, one, seen), one, rest)
    ]


def _best(wish: Wish, found: list[Spread]) -> Spread:
    """The one to take, the plain one first among equals, with the best proof there is."""
    plain, objective = found[0].how, wish.objective
    kept = [each for each in found if within(each.how, objective)]
    if not kept:
        raise impossible(wish.release.deployment, [each.how for each in found], objective)
    best = min(kept, key=lambda each: _rank(each.how, plain, objective))
    bound = _bound([each.how for each in found], objective)
    return replace(best, how=replace(best.how, bound=bound, star=plain.star, objective=objective))


def _rank(how: Distribution, plain: Distribution, objective: Objective) -> tuple[object, ...]:
    """A tree must have less than the plain way of what is optimized: of the other alone it is not
    worth that one target waits for another."""
    least, other = measure(how, objective.optimize)
    no_less = least >= measure(plain, objective.optimize)[0] * (1 - CLOSE)
    return (no_less and how is not plain, least, other)


def _bound(found: list[Distribution], objective: Objective) -> float:
    """The best proof; where there is no other way, the plain one is itself the least."""
    proven = [how.bound for how in found[1:] if how.objective.optimize is objective.optimize]
    return max(proven, default=measure(found[0], objective.optimize)[0])
