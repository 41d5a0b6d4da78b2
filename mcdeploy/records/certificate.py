"""A parity certificate as it stands in `release.json`."""

from mcdeploy.domain import Certificate, Kind, Packaging
from mcdeploy.records import shape

COUNTS = 2**53
"""Counts are below: every reader of JSON knows such integers."""


def encode(one: Certificate) -> dict[str, object]:
    """JSON-able; what is not said is left out."""
    said = {
        "failure": one.failure,
        "reason": one.reason,
        "loader": one.loader,
        "row": one.row,
        "ties": one.ties,
    }
    return {
        "package": str(one.package.kind),
        "runtime": one.package.runtime,
        "rows": one.rows,
        "evaluated": one.evaluated,
        "labels": one.labels,
        "difference": one.difference,
        "tolerance": one.tolerance,
        **{name: told for name, told in said.items() if told},
    }


def decode(value: object) -> Certificate:
    """Raises `ValueError` when this is no certificate that this version can read."""
    found = shape.mapping(value, "a certificate")

    def text(name: str) -> str:
        return shape.text(found.get(name, ""), f"a certificate's `{name}`")

    def count(name: str) -> int:
        return shape.integer(found.get(name), 0, COUNTS, f"a certificate's `{name}`")

    def number(name: str) -> float:
        return shape.number(found.get(name), f"a certificate's `{name}`")

    return Certificate(
        package=Packaging(Kind(text("package")), text("runtime")),
        loader=text("loader"),
        rows=count("rows"),
        evaluated=count("evaluated"),
        labels=count("labels"),
        difference=number("difference"),
        row=text("row"),
        tolerance=number("tolerance"),
        ties=count("ties") if "ties" in found else 0,
        failure=text("failure"),
        reason=text("reason"),
    )
