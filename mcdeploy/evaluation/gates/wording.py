"""Gates as people read them."""

from mcdeploy.domain import Gate
from mcdeploy.evaluation.gates.bounds import bounds


def named(gate: Gate) -> str:
    """What the gate is about: `recall of 'malignant'`."""
    label = "" if gate.label is None else f" of {gate.label!r}"
    column = "" if gate.column is None else f" between the groups of {gate.column!r}"
    return f"{gate.metric}{label}{column}"


def asked(gate: Gate) -> str:
    """What it asks for too: `recall of 'malignant' at least 0.9 with confidence 0.95`."""
    sure = "" if gate.confidence is None else f" with confidence {gate.confidence:g}"
    if gate.not_worse_than is None:
        return f"{named(gate)} {bounds(gate)}{sure}"
    by = f" by more than {gate.by:g}" if gate.by else ""
    return f"{named(gate)} not worse than {gate.not_worse_than}{by}{sure}"
