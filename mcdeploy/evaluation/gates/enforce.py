"""What failed holds everything back."""

from collections.abc import Iterable

from mcdeploy.errors import GateFailed
from mcdeploy.evaluation.gates.verdict import Verdict
from mcdeploy.evaluation.gates.wording import named, sure


def enforce(verdicts: Iterable[Verdict], waiver: str = "") -> None:
    """GateFailed names each gate that has failed; nothing when all have passed, or when somebody
    allowed them to fail and gave the reason."""
    failed = [verdict for verdict in verdicts if not verdict.passed]
    if failed and not waiver:
        raise GateFailed(
            "evaluation.gates",
            "; ".join(map(_told, failed)),
            remedy="improve the data or the model, or decide that a lower bound is good enough "
            "and write it in the manifest; once, `--allow-failed-gates REASON` lets it through. "
            "Nothing was moved",
        )


def _told(verdict: Verdict) -> str:
    return f"{named(verdict.gate)}{sure(verdict.gate)}: {verdict.why}"
