"""Figures in columns."""

from collections.abc import Sequence

WIDTH = 42  # of the first column


def heading(*columns: str) -> None:
    row("", *columns)


def row(name: str, *cells: str) -> None:
    print(f"{name:<{WIDTH}}" + "".join(f" {cell:>13}" for cell in cells), flush=True)


def verdict(what: str, figure: str, demanded: str) -> None:
    """One of the figures that count, and what is demanded of it."""
    print(f"{what:<66}{figure:>12}   {demanded}", flush=True)


def span(values: Sequence[float], digits: int = 3) -> str:
    """The smallest and the largest."""
    low, high = (f"{value:.{digits}f}" for value in (min(values), max(values)))
    return low if low == high else f"{low}-{high}"
