"""The same answer everywhere: what each target's package said beside the model itself."""

from collections.abc import Mapping

from mcdeploy.domain import Certificate
from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import Markup, element
from mcdeploy.evaluation.report.section import Section
from mcdeploy.evaluation.report.tables import table

HEADS = ("Target", "Package", "Loaded by", "Verdict", "In words")


def section(certificates: Mapping[str, Certificate]) -> Section | None:
    if not certificates:
        return None
    rows = [_row(target, one) for target, one in sorted(certificates.items())]
    whole = table("What each package answered", HEADS, rows, words=5, stacked=True)
    lead = (
        "Equal bytes are not yet equal answers. The package of each target was loaded by that "
        "service's own code, with its versions, and asked about real rows and about others that "
        "were made to be difficult."
    )
    return Section(
        "parity", "The same answer everywhere", lead, element("div", whole, class_="full")
    )


def _row(target: str, one: Certificate) -> tuple[str, ...]:
    package = " ".join((one.package.kind, one.package.runtime)).strip()
    loader = one.loader or wording.MISSING
    return target, package, loader, _mark(one), element("span", words(one), class_="word")


def words(one: Certificate) -> str:
    """What was found, in a sentence or two."""
    if one.failure:
        return f"{one.failure} {one.reason}".strip()
    if not one.rows:
        return one.reason
    rows = f"{one.rows:,} rows, {one.evaluated:,} of them real"
    labels = f"{one.labels:,} labels differ" if one.labels else "no label differs"
    found = f"{labels}, and no probability by more than {one.difference:.2g}"
    where = f" ({one.row})" if one.row else ""
    tied = f" Ties, where any of the tied labels is taken: {one.ties:,}." if one.ties else ""
    return f"{rows}: {found}{where}; {one.tolerance:.0e} is allowed.{tied}"


def _mark(one: Certificate) -> Markup:
    word, sign = ("passed", "✓ the same") if one.passed else ("failed", "✗ not the same")
    if one.passed and not one.rows:
        word, sign = "open", "○ nobody to ask"
    return element("span", sign, class_=f"mark {word}")
