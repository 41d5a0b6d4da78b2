"""Linear and mixed-integer programs, solved by HiGHS (https://highs.dev) in the same way each time:
one thread, a fixed seed, and work bounded by counts instead of the clock.

Imported only where a problem is too large for plain Python: HiGHS is an extra.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

try:
    import highspy
except ModuleNotFoundError as missing:
    from mcdeploy.errors import ExtraMissing

    raise ExtraMissing(
        "planner",
        f"so many ways are compared by a solver that is not installed ({missing.name})",
        remedy="pip install 'mcdeploy[planner]'",
    ) from missing

TOLERANCE = 1e-6
"""By which a condition of a mixed-integer program may be missed. With less, and coefficients that
lie as close to one another, presolve was seen to cut off the best (HiGHS 1.16.0)."""

OPTIONS: Mapping[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_feasibility_tolerance": TOLERANCE,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-9,
}


@dataclass(frozen=True, slots=True)
class Solution:
    """`values` by column, empty where none was found; `bound` is below every feasible value of the
    objective, and infinite where nothing is feasible. `prices` are the duals by row, and `reduced`
    those by column, of a linear program."""

    values: Sequence[float]
    value: float
    bound: float
    prices: Sequence[float] = ()
    reduced: Sequence[float] = ()


class Silent(highspy.Highs):
    """HiGHS without a word: the constructor of its Python class writes a line to stdout before
    anybody can forbid it (https://github.com/ERGO-Code/HiGHS/pull/2161, seen with 1.16.0)."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        for option, value in OPTIONS.items():
            self.setOptionValue(option, value)


class Program:
    """A minimization that grows by columns and rows and may be solved again after each."""

    def __init__(self) -> None:
        self._highs = Silent()
        self._integers = 0

    def column(
        self, cost: float = 0.0, low: float = 0.0, high: float = inf, *, integer: bool = False
    ) -> int:
        """A new variable; its number."""
        number = int(self._highs.getNumCol())
        self._highs.addCol(cost, low, high, 0, [], [])
        if integer:
            self._highs.changeColIntegrality(number, highspy.HighsVarType.kInteger)
            self._integers += 1
        return number

    def row(self, terms: Mapping[int, float], low: float = -inf, high: float = inf) -> int:
        """A new condition, low <= sum of coefficient times variable <= high; its number."""
        number = int(self._highs.getNumRow())
        self._highs.addRow(low, high, len(terms), list(terms), list(terms.values()))
        return number

    def extended(
        self, terms: Mapping[int, float], cost: float, low: float = 0.0, high: float = inf
    ) -> int:
        """A new variable that stands in rows which are there; its number."""
        number = int(self._highs.getNumCol())
        self._highs.addCol(cost, low, high, len(terms), list(terms), list(terms.values()))
        return number

    def price(self, column: int, cost: float) -> None:
        """Change what the objective asks for a variable."""
        self._highs.changeColCost(column, cost)

    def limit(self, column: int, low: float, high: float) -> None:
        """Change between what a variable may be."""
        self._highs.changeColBounds(column, low, high)

    def restrict(self, row: int, high: float) -> None:
        """Change the upper limit of a row that has no lower one."""
        self._highs.changeRowBounds(row, -inf, high)

    def solve(self, work: int) -> Solution:
        """What is best; where so much work is not enough, what it led to: iterations of a linear
        program, whose duals may then be far from the best, nodes of a mixed-integer one."""
        limit = "mip_max_nodes" if self._integers else "simplex_iteration_limit"
        self._highs.setOptionValue(limit, work)
        self._highs.run()
        if self._highs.getModelStatus() in NOTHING:
            return Solution((), inf, inf)
        info, found = self._highs.getInfo(), self._highs.getSolution()
        known = not self._integers or info.primal_solution_status == FEASIBLE
        values = list(found.col_value) if known else []
        value = info.objective_function_value if values else inf
        bound = info.mip_dual_bound if self._integers else value
        return Solution(values, value, bound, list(found.row_dual), list(found.col_dual))


FEASIBLE = int(highspy.SolutionStatus.kSolutionStatusFeasible)
NOTHING = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)
