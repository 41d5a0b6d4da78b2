"""How well an estimate of the round trip from coordinates agrees with measured round trips.

    python benchmarks/rtt_model.py rtt_2022.csv

The argument is a CSV of measured pairs with the columns src, dest and min_rtt_ms, whose regions are
written `aws:us-east-1` or, with a zone, `gcp:us-west1-a`. Prints the fitted constants, which are
those in mcdeploy/catalog/distance.py, their errors, the errors of five-fold cross-validation in
which no region pair is in both parts, and those of the naive peer: the straight line at 2/3 c.
"""

import csv
import random
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median, quantiles

from mcdeploy.catalog import find
from mcdeploy.catalog.distance import BASE_MS, MS_PER_KM, kilometres

HOW_TO_GET = """\
{path}: there is no such file.
  The measurements are public (Apache-2.0): the ping table of 2022-04-16 in
  https://github.com/skyplane-project/skyplane . Save it as CSV with the columns
  src,dest,min_rtt_ms and give its path."""

FIBRE_MS_PER_KM = 2 / (299_792.458 * 2 / 3) * 1000
"""There and back over one kilometre of glass, in which light has two thirds of its speed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One measured pair of regions: `name` is the same for both directions."""

    name: frozenset[str]
    kilometres: float
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Line:
    """milliseconds = base + slope * kilometres"""

    base: float
    slope: float

    def __call__(self, kilometres: float) -> float:
        return self.base + self.slope * kilometres


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
    return Pair(frozenset({a.id, b.id}), kilometres(a.place, b.place), float(row["min_rtt_ms"]))


def fit(pairs: Sequence[Pair]) -> Line:
    """The line of least sum of |estimate - measured| / measured.

    Weighted least absolute deviations by iteratively reweighted least squares (Schlossmacher,
    JASA 68, 1973, 857-859), which for two parameters is a weighted regression in each round.
    """
    line = Line(0.0, FIBRE_MS_PER_KM)
    for _ in range(200):
        line = regression(pairs, [weight(line, pair) for pair in pairs])
    return line


def weight(line: Line, pair: Pair) -> float:
    residual = abs(line(pair.kilometres) - pair.milliseconds)
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


def errors(model: Callable[[float], float], pairs: Sequence[Pair]) -> list[float]:
    return [abs(model(p.kilometres) - p.milliseconds) / p.milliseconds for p in pairs]


def cross_validated(pairs: Sequence[Pair], folds: int = 5, seed: int = 0) -> list[float]:
    names = sorted({p.name for p in pairs}, key=sorted)
    random.Random(seed).shuffle(names)  # noqa: S311 - a split, not a secret
    fold = {name: index % folds for index, name in enumerate(names)}
    found: list[float] = []
    for held_out in range(folds):
        line = fit([p for p in pairs if fold[p.name] != held_out])
        found += errors(line, [p for p in pairs if fold[p.name] == held_out])
    return found


def report(pairs: Sequence[Pair]) -> None:
    line = fit(pairs)
    shipped = Line(BASE_MS, MS_PER_KM)
    naive = Line(0.0, FIBRE_MS_PER_KM)
    speed = 2 / (line.slope / 1000) / 299_792.458
    print(f"{len(pairs)} measured pairs, {len({p.name for p in pairs})} without their direction")
    print(f"fitted:  BASE_MS = {line.base:.2f}, MS_PER_KM = {line.slope:.5f} ({speed:.3f} c)")
    print(f"shipped: BASE_MS = {BASE_MS:.2f}, MS_PER_KM = {MS_PER_KM:.5f}")
    for name, found in (
        ("fitted", errors(line, pairs)),
        ("shipped", errors(shipped, pairs)),
        ("fitted, cross-validated", cross_validated(pairs)),
        ("naive peer, 2/3 c", errors(naive, pairs)),
    ):
        print(f"{name:24} {described(found)}")
    ratio = median(errors(naive, pairs)) / median(errors(shipped, pairs))
    print(f"the naive peer's median error is {ratio:.1f} times the shipped one's")


def described(found: Sequence[float]) -> str:
    worst_tenth = quantiles(found, n=10)[-1]
    return (
        f"relative error: median {median(found):.1%}, 90th percentile {worst_tenth:.1%}, "
        f"mean {mean(found):.1%}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
