"""Observation in, steps out: what an apply will do, and what it will cost, before a byte moves."""

from mcdeploy.plan.document import document, encode, stale
from mcdeploy.plan.lacking import files_of
from mcdeploy.plan.notes import ended
from mcdeploy.plan.observe import complete, look, observe, pointers
from mcdeploy.plan.residency import refuse
from mcdeploy.plan.steps import plan
from mcdeploy.plan.unchanged import unchanged
from mcdeploy.plan.wish import Wish

__all__ = [
    "Wish",
    "complete",
    "document",
    "encode",
    "ended",
    "files_of",
    "look",
    "observe",
    "plan",
    "pointers",
    "refuse",
    "stale",
    "unchanged",
]
