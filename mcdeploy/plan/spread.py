"""Who copies from whom: everything from here, or by a tree that is cheaper or faster. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mcdeploy.domain import Distribution, Objective, Observation, Stage
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
    """The stages, of which some may now pull; how the bytes go, and what the ways cost in dollars,
    by the target to which they lead."""

    stages: Stages
    how: Distribution
    dollars: Mapping[str, float]


def spread(wish: Wish, stages: Stages, seen: Seen) -> Spread | None:
    """The stages as they are, all `files` of them sent from here; or one tree, in which targets
    pull what they share from each other, where that has less of what is optimized. None when no
    bytes move.

    Modelled is one tree, over the bytes that most targets share; all else is sent from here before
    it begins. Seconds are bytes by estimated rates: neither the time that a request takes to begin
    is in them, nor what is copied inside a target, nor verification. Dollars are what the clouds
    ask for bytes that leave a region.

    Raises `Infeasible` when nothing that is allowed keeps the deadline and the budget.
    """
    if not any(file.size for stage in stages for file in stage.files):
        return None
    one = shared(wish.release, stages, seen, here=wish.here)
    found = [_plain(wish, stages, seen, one), *_by_trees(wish, stages, seen, one)]
    kept = [each for each in found if within(each.how, wish.objective)]
    if not kept:
        told = [each.how for each in found]
        raise impossible(wish.release.deployment, told, wish.objective)
    best = min(kept, key=lambda each: _rank(each.how, found[0].how, wish.objective))
    bound = _bound([each.how for each in found], wish.objective)
    how = replace(best.how, bound=bound, star=found[0].how.star, objective=wish.objective)
    return replace(best, how=how)


def _plain(wish: Wish, stages: Stages, seen: Seen, one: Shared | None) -> Spread:
    """All from here, or through here: what targets share from one that holds all of it."""
    shares, others = apart(stages, one)
    givers = {name: seen[name] for name in one.holders} if one is not None else {}
    given, rest = sending(wish, shares, givers), sending(wish, others, seen)
    dollars = {name: given.dollars[name] + rest.dollars[name] for name in rest.dollars}
    total = given.total + rest.total, given.seconds + rest.seconds
    return Spread(stages, Distribution((), *total, 0.0, total), dollars)


def _by_trees(wish: Wish, stages: Stages, seen: Seen, one: Shared | None) -> list[Spread]:
    if one is None:
        return []
    rest = sending(wish, apart(stages, one)[1], seen)
    return [
        Spread(pulled(wish.release, stages, how, one), how, by_target(how, one, rest))
        for how in trees(wish, network(wish, one, seen), one, rest)
    ]


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
