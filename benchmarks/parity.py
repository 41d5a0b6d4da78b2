"""The parity matrix: the bundled model in every runtime of the catalogue that installs here.

    python benchmarks/parity.py [--kind vertex ...] [--data iris ...]

For each runtime, each data set that scikit-learn carries, softmax and one-vs-rest: the package as a
release has it, loaded by that service's own code in an environment of that runtime's versions, and
asked about the rows of the evaluation and about difficult ones. Printed are the rows, how many
labels differ from the model's own, and the greatest difference of a probability. Ends with 1 when
a runtime that is installed fails.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from mcdeploy import package
from mcdeploy.bundled import predictor, train
from mcdeploy.catalog.runtime import Runtime, runtimes
from mcdeploy.domain import Kind, Model, Packaging
from mcdeploy.environments import ProgramError
from mcdeploy.errors import EnvironmentMissing, McdeployError
from mcdeploy.parity import Package, answers
from mcdeploy.parity.comparison import compare
from mcdeploy.parity.precision import DOUBLE, SINGLE
from mcdeploy.parity.questions import Questions, questions

DATA = ("digits", "wine", "iris", "breast-cancer")
STRATEGIES = ("softmax", "one-vs-rest")
SEED = 7


@dataclass(frozen=True, slots=True)
class Cell:
    """What one runtime said of one model; `failed` where it did not, or something else."""

    runtime: Runtime
    model: str
    rows: int = 0
    labels: int = 0
    difference: float = 0.0
    loader: str = ""
    failed: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """A trained model and what is asked about it, by whether the service computes in float32."""

    name: str
    model: Model
    sheets: dict[bool, Questions]


def subject(data: str, strategy: str) -> Subject:
    model = train(data, strategy, SEED)
    assert model.answer is not None
    assert model.rows is not None
    sheets = {
        single: questions(model.rows, model.answer, SINGLE if single else DOUBLE)
        for single in (False, True)
    }
    return Subject(f"{data}, {strategy}", model, sheets)


def cell(subject: Subject, runtime: Runtime) -> Cell:
    """Laid out, loaded, asked and compared."""
    blank = partial(Cell, runtime, subject.name)
    packaging, sheet = Packaging(runtime.kind, runtime.name), subject.sheets[runtime.single]
    with tempfile.TemporaryDirectory() as name:
        core = package.Core("demo", subject.model, {"README.md": b"# The parity matrix\n"})
        try:
            package.write(package.lay_out(core, packaging), Path(name))
            said = answers(Package(Path(name), packaging), sheet.values, predictor)
        except EnvironmentMissing as error:
            return blank(failed=error.what.splitlines()[0], missing=True)
        except (ProgramError, McdeployError) as error:
            return blank(failed=str(error))
    found = compare(sheet, said.answers)
    rows = len(sheet.names)
    return blank(rows, found.labels, found.difference, said.loader, found.failure)


def matrix(kinds: list[Kind], data: list[str]) -> Iterator[Cell]:
    """A runtime at a time, so that none is installed twice; its models two at a time."""
    subjects = [subject(name, strategy) for name in data for strategy in STRATEGIES]
    chosen = [runtime for kind in kinds for runtime in runtimes(kind)]
    console = Console(stderr=True)
    with ThreadPoolExecutor(2) as pool:
        for runtime in track(chosen, "runtimes", console=console):
            first = cell(subjects[0], runtime)
            yield first
            if not first.missing:
                yield from pool.map(partial(cell, runtime=runtime), subjects[1:])


def shown(cells: list[Cell]) -> Table:
    table = Table("runtime", "loaded by", "models", "rows", "labels that differ", "max |Δp|", "")
    for runtime in dict.fromkeys(one.runtime for one in cells):
        of = [one for one in cells if one.runtime is runtime]
        told = next((one.failed for one in of if one.failed), "")
        table.add_row(
            f"{runtime.kind} {runtime.name}",
            of[0].loader,
            str(sum(bool(one.rows) for one in of)),
            f"{sum(one.rows for one in of):,}",
            str(sum(one.labels for one in of)),
            f"{max(one.difference for one in of):.1e}",
            told,
        )
    return table


def main() -> int:
    parser = argparse.ArgumentParser(description="The parity matrix.")
    native = [kind for kind in Kind if kind is not Kind.PLAIN]
    parser.add_argument("--kind", nargs="+", type=Kind, choices=native, default=native)
    parser.add_argument("--data", nargs="+", choices=DATA, default=list(DATA))
    asked = parser.parse_args()
    cells = list(matrix(asked.kind, asked.data))
    said = [one for one in cells if one.rows]
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(shown(cells))
    print(
        f"{len({one.runtime for one in said})} runtimes, {len({one.model for one in said})} models"
    )
    print(f"{sum(one.rows for one in said):,} rows asked", end="; ")
    print(f"{sum(one.labels for one in said)} labels differ", end="; ")
    print(f"greatest |Δp| {max((one.difference for one in said), default=0.0):.1e}")
    return int(any(one.failed and not one.missing for one in cells))


if __name__ == "__main__":
    sys.exit(main())
