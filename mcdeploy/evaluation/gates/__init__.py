"""Gates: the bounds that the evaluation must keep before anything moves."""

from mcdeploy.evaluation.gates.check import check
from mcdeploy.evaluation.gates.enforce import enforce
from mcdeploy.evaluation.gates.verdict import Incomparable, Verdict
from mcdeploy.evaluation.gates.wording import asked, named

__all__ = ["Incomparable", "Verdict", "asked", "check", "enforce", "named"]
