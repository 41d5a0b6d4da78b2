"""How well an estimate of the round trip from coordinates agrees with measured round trips.

    python benchmarks/rtt_model.py rtt_2022.csv

The argument is a CSV of measured pairs with the columns src, dest and min_rtt_ms, whose regions are
written `aws:us-east-1` or, with a zone, `gcp:us-west1-a`. Prints the fitted constants, which are
those in mcdeploy/catalog/distance.py, the fitted detours that differ from those in
mcdeploy/catalog/data/detours.csv, the errors of both, the errors of five-fold cross-validation in
which no region pair is in both parts, and those of the naive peer: the straight line at 2/3 c.
Some of the measured pairs cannot be: they are faster than light. They stay in, and are counted.
"""

import csv
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median, quantiles

from mcdeploy.catalog import find
from mcdeploy.catalog.area import area
from mcdeploy.catalog.distance import BASE_MS, MS_PER_KM, kilometres
from mcdeploy.catalog.table import rows

HOW_TO_GET = """\
{path}: there is no such file.
  The measurements are public (Apache-2.0): the ping table of 2022-04-16 in
  https://github.com/skyplane-project/skyplane . Save it as CSV with the columns
  src,dest,min_rtt_ms and give its path."""

LIGHT_KM_PER_MS = 299.792458
FIBRE_MS_PER_KM = 2 / (LIGHT_KM_PER_MS * 2 / 3)
"""There and back over one kilometre of glass, in which light has two thirds of its speed."""

FAR_KM = 100
"""Nearer pairs say nothing of detours."""

PAIRS = 8
"""From so many measured pairs between two areas a detour is fitted."""

Areas = frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """One measured pair of regions: `name` is the same for both directions, and so are the areas
    in which the two are."""

    name: frozenset[str]
    kilometres: float
    milliseconds: float
    areas: Areas

    @property
    def impossible(self) -> bool:
        return self.milliseconds < 2 * self.kilometres / LIGHT_KM_PER_MS


@dataclass(frozen=True, slots=True)
class Line:
    """milliseconds = base + slope * kilometres * the detour between the two areas"""

    base: float
    slope: float
    detours: Mapping[Areas, float] = field(default_factory=dict)

    def __call__(self, pair: Pair) -> float:
        return self.base + self.slope * pair.kilometres * self.detours.get(pair.areas, 1.0)


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1:
        print(__doc__)
        return 1
    path = Path(arguments[0])
    if not path.is_file():
        print(HOW_TO_GET.format(path=path), file=sys.stderr)
        return 1
    pairs = read(path)
    report(pairs)
    return 0


def read(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as file:
        return [pair(row) for row in csv.DictReader(file)]


def pair(row: dict[str, str]) -> Pair:
    a, b = (find(re.sub(r"^(gcp:.*)-[a-f]$", r"\1", row[end])) for end in ("src", "dest"))
    return Pair(
        frozenset({a.id, b.id}),
        kilometres(a.place, b.place),
        float(row["min_rtt_ms"]),
        frozenset({area(a.place.country), area(b.place.country)}),
    )


def fit(pairs: Sequence[Pair]) -> Line:
    """The line of least sum of |estimate - measured| / measured.

    Weighted least absolute deviations by iteratively reweighted least squares (Schlossmacher,
    JASA 68, 1973, 857-859), which for two parameters is a weighted regression in each round.
    """
    line = Line(0.0, FIBRE_MS_PER_KM)
    for _ in range(200):
        line = regression(pairs, [weight(line, pair) for pair in pairs])
    return line


def detours(line: Line, pairs: Sequence[Pair]) -> dict[Areas, float]:
    """The median, over the pairs between two areas, of how much longer the way is than the line."""
    found = defaultdict(list)
    for pair in pairs:
        if pair.kilometres > FAR_KM:
            beyond = pair.milliseconds - line.base
            found[pair.areas].append(beyond / (line.slope * pair.kilometres))
    return {areas: median(each) for areas, each in found.items() if len(each) >= PAIRS}


def with_detours(line: Line, pairs: Sequence[Pair]) -> Line:
    return Line(line.base, line.slope, detours(line, pairs))


def weight(line: Line, pair: Pair) -> float:
    residual = abs(line(pair) - pair.milliseconds)
    return 1 / (pair.milliseconds * max(residual, 1e-6))


def regression(pairs: Sequence[Pair], weights: Sequence[float]) -> Line:
    total = sum(weights)
    x = sum(w * p.kilometres for w, p in zip(weights, pairs, strict=True)) / total
    y = sum(w * p.milliseconds for w, p in zip(weights, pairs, strict=True)) / total
    above = sum(
        w * (p.kilometres - x) * (p.milliseconds - y) for w, p in zip(weights, pairs, strict=True)
    )
    below = sum(w * (p.kilometres - x) ** 2 for w, p in zip(weights, pairs, strict=True))
    return Line(y - above / below * x, above / below)


def errors(model: Line, pairs: Sequence[Pair]) -> list[float]:
    return [abs(model(p) - p.milliseconds) / p.milliseconds for p in pairs]


Fit = Callable[[Sequence[Pair]], Line]


def cross_validated(fit: Fit, pairs: Sequence[Pair], folds: int = 5, seed: int = 0) -> list[float]:
    names = sorted({p.name for p in pairs}, key=sorted)
    random.Random(seed).shuffle(names)  # noqa: S311 - a split, not a secret
    fold = {name: index % folds for index, name in enumerate(names)}
    found: list[float] = []
    for held_out in range(folds):
        line = fit([p for p in pairs if fold[p.name] != held_out])
        found += errors(line, [p for p in pairs if fold[p.name] == held_out])
    return found


def bent(pairs: Sequence[Pair]) -> Line:
    """The line, and the detours from it."""
    return with_detours(fit(pairs), pairs)


def the_shipped() -> Line:
    known = {frozenset((r["area"], r["other"])): float(r["factor"]) for r in rows("detours")}
    return Line(BASE_MS, MS_PER_KM, known)


def report(pairs: Sequence[Pair]) -> None:
    line, shipped, naive = fit(pairs), the_shipped(), Line(0.0, FIBRE_MS_PER_KM)
    told(line, shipped, pairs)
    held_out = cross_validated(bent, pairs)
    for name, found in (
        ("line alone, cross-validated", cross_validated(fit, pairs)),
        ("shipped", errors(shipped, pairs)),
        ("refitted, cross-validated", held_out),
        ("naive peer, 2/3 c", errors(naive, pairs)),
    ):
        print(f"{name:28} {described(found)}")
    ratio = median(errors(naive, pairs)) / median(held_out)
    print(f"the naive peer's median error is {ratio:.1f} times that on pairs held out")


def told(line: Line, shipped: Line, pairs: Sequence[Pair]) -> None:
    """The fitted numbers beside those in the code and in the table."""
    speed = 2 / line.slope / LIGHT_KM_PER_MS
    print(f"{len(pairs)} measured pairs, {len({p.name for p in pairs})} without their direction")
    print(f"{sum(p.impossible for p in pairs)} of them are faster than light in empty space")
    print(f"fitted:  BASE_MS = {line.base:.2f}, MS_PER_KM = {line.slope:.5f} ({speed:.3f} c)")
    print(f"shipped: BASE_MS = {BASE_MS:.2f}, MS_PER_KM = {MS_PER_KM:.5f}")
    for areas, factor in sorted(
        detours(Line(BASE_MS, MS_PER_KM), pairs).items(), key=lambda one: sorted(one[0])
    ):
        if f"{factor:.2f}" != f"{shipped.detours.get(areas, 1.0):.2f}":
            print(f"detour {' - '.join(sorted(areas))}: {factor:.2f}, shipped otherwise")


def described(found: Sequence[float]) -> str:
    worst_tenth = quantiles(found, n=10)[-1]
    return (
        f"relative error: median {median(found):.1%}, 90th percentile {worst_tenth:.1%}, "
        f"mean {mean(found):.1%}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
