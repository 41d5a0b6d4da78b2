"""The evaluation against its gates."""

from mcdeploy.domain import Gate
from mcdeploy.errors import ManifestError
from mcdeploy.evaluation.gates.bounds import bounds
from mcdeploy.evaluation.gates.sound import problem
from mcdeploy.evaluation.gates.verdict import Incomparable, Verdict
from mcdeploy.evaluation.gates.wording import named
from mcdeploy.evaluation.result import Comparison, Estimate, Evaluation, Key

UNSURE = (
    "With `confidence` an end of the interval must keep the bound, so without one nothing can: "
    "test on more rows, or hold this metric without `confidence`"
)


def check(
    evaluation: Evaluation,
    gates: tuple[Gate, ...],
    current: Comparison | Incomparable | str = "nothing is live yet",
) -> tuple[Verdict, ...]:
    """A verdict for each gate, in order. Pure.

    With a confidence the worse end of the interval must keep the bound; the gates ask for no
    other confidences than the criteria of the evaluation.

    `current` is what gates with `not_worse_than` look at: this model beside the one that is live.
    Such a gate passes when there is none (a text, which says so), and fails when there is one and
    the two cannot be compared. An undefined metric fails whatever is live: what cannot be held
    once never can.

    ManifestError names every gate whose metric or class does not exist, with the nearest that
    does, and every gate without a bound.
    """
    problems = [what for gate in gates if (what := problem(evaluation, gate))]
    if problems:
        raise ManifestError("evaluation.gates", problems)
    return tuple(_verdict(evaluation, gate, current) for gate in gates)


def _verdict(
    evaluation: Evaluation, gate: Gate, current: Comparison | Incomparable | str
) -> Verdict:
    own = evaluation.at(gate.confidence or evaluation.criteria.confidence)[_key(gate)]
    if gate.not_worse_than is None or own.value is None:
        return _held(gate, own)
    return _against(current, gate)


def _against(current: Comparison | Incomparable | str, gate: Gate) -> Verdict:
    if isinstance(current, str):
        return Verdict(gate, None, passed=True, why=current)
    if isinstance(current, Incomparable):
        return Verdict(gate, None, passed=False, why=f"cannot be compared: {current.why}")
    contrast = current.at(gate.confidence or current.confidence).get(_key(gate))
    if contrast is None:
        why = f"cannot be compared: {current.theirs} has no {named(gate)}"
        return Verdict(gate, None, passed=False, why=why)
    theirs = "no value" if contrast.theirs is None else f"{contrast.theirs:.6g}"
    return _held(gate, contrast.difference, f"{current.theirs} has {theirs}, the difference is ")


def _held(gate: Gate, estimate: Estimate, beside: str = "") -> Verdict:
    value, interval = estimate.value, estimate.interval
    if value is None:
        return Verdict(gate, None, passed=False, why=f"{beside}undefined: {estimate.why}")
    if gate.confidence is None:
        interval = None
    elif interval is None:
        why = f"{beside}{value:.6g}, and there is no interval: {estimate.why}. {UNSURE}"
        return Verdict(gate, value, passed=False, why=why)
    bound = bounds(gate)
    why = f"{beside}{bound.told(value, interval)}"
    return Verdict(gate, value, bound.kept(value, interval), why, interval)


def _key(gate: Gate) -> Key:
    return Key(gate.metric, gate.label, gate.column)
