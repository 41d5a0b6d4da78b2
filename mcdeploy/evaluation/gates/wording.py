"""Gates as people read them."""

from mcdeploy.domain import Gate
from mcdeploy.evaluation.gates.bounds import bounds


def named(gate: Gate) -> str:
    """What the gate is about: `recall of 'malignant'`."""
    label = "" if gate.label is None else f" of {gate.label!r}"
    column = "" if gate.column is None else f" between the groups of {gate.column!r}"
    return f"{gate.metric}{label}{column}"


def sure(gate: Gate) -> str:
    """` with confidence 0.95`, where it asks for one."""
    return "" if gate.confidence is None else f" with confidence {gate.confidence:g}"


def asked(gate: Gate) -> str:
    """What it asks for too: `recall of 'malignant' at least 0.9 with confidence 0.95`."""
    if gate.not_worse_than is None:
        return f"{named(gate)} {bounds(gate)}{sure(gate)}"
    by = f" by more than {gate.by:g}" if gate.by else ""
    return f"{named(gate)} not worse than {gate.not_worse_than}{by}{sure(gate)}"
