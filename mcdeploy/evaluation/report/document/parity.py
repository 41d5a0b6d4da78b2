"""Certificates of parity, as JSON."""

from collections.abc import Mapping

from mcdeploy.domain import Certificate


def parity(certificates: Mapping[str, Certificate]) -> list[dict[str, object]]:
    """By target, in the order of their names."""
    return [_certificate(target, one) for target, one in sorted(certificates.items())]


def _certificate(target: str, one: Certificate) -> dict[str, object]:
    return {
        "target": target,
        "package": str(one.package.kind),
        "runtime": one.package.runtime,
        "loader": one.loader,
        "rows": one.rows,
        "evaluated": one.evaluated,
        "labels": one.labels,
        "difference": one.difference,
        "row": one.row,
        "tolerance": one.tolerance,
        "ties": one.ties,
        "passed": one.passed,
        "failure": one.failure,
        "reason": one.reason,
    }
