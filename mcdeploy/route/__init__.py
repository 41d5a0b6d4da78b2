"""Which target to read from: policies, residency, the decision."""

from mcdeploy.route.decision import decide

__all__ = ["decide"]
