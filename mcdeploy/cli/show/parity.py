"""What each target's package is, and what it answered beside the model itself."""

from collections.abc import Mapping

from mcdeploy.cli.paint import Paint, Tone
from mcdeploy.cli.table import Align, Cell, Column, table
from mcdeploy.domain import Certificate

COLUMNS = (
    Column("target"),
    Column("package"),
    Column("loaded by"),
    Column("rows", Align.RIGHT),
    Column("max |\N{GREEK CAPITAL LETTER DELTA}p|", Align.RIGHT),
    Column("parity"),
)


def lines(certificates: Mapping[str, Certificate], paint: Paint) -> list[str]:
    """A table after an empty line; nothing where nothing was proven."""
    if not certificates:
        return []
    return ["", *table(COLUMNS, [_row(name, one) for name, one in certificates.items()], paint)]


def _row(target: str, one: Certificate) -> tuple[str, str, str, str, str, Cell]:
    package = f"{one.package.kind} {one.package.runtime}".strip()
    within = f"\N{LESS-THAN OR EQUAL TO} {one.difference:.0e}"
    rows, difference = (f"{one.rows:,}", within) if one.rows else ("", "")
    return target, package, one.loader, rows, difference, _verdict(one)


def _verdict(one: Certificate) -> Cell:
    if not one.passed:
        why = f" ({one.reason})" if one.reason else ""
        return Cell(f"not the same: {one.failure}".removesuffix(": ") + why, Tone.BAD)
    return Cell("the same answers", Tone.GOOD) if one.rows else Cell(one.reason, Tone.FAINT)
