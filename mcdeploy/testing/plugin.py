"""A pytest plugin: prints the table providers x conformance tests, every skip with its reason.

Switch it on with `pytest_plugins = ["mcdeploy.testing.plugin"]` in the top-level conftest.
"""

from collections import Counter
from collections.abc import Generator, Iterator

import pytest

from mcdeploy.testing.conformance import StoreConformance

OUTCOMES = ("passed", "failed", "skipped")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if isinstance(item, pytest.Function) and issubclass(item.cls or object, StoreConformance):
        report.user_properties.append(("store", item.cls.__name__))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One row a store: how many tests passed, failed, were skipped; then why they were skipped."""
    outcomes: dict[str, Counter[str]] = {}
    reasons: Counter[tuple[str, str]] = Counter()
    for report in _conformance(terminalreporter):
        store = str(dict(report.user_properties)["store"])
        outcomes.setdefault(store, Counter())[report.outcome] += 1
        if report.skipped and isinstance(report.longrepr, tuple):
            reasons[store, report.longrepr[2].removeprefix("Skipped: ")] += 1
    if not outcomes:
        return
    terminalreporter.section("stores x conformance tests")
    for store, counts in sorted(outcomes.items()):
        row = "  ".join(f"{counts[outcome]:>4} {outcome}" for outcome in OUTCOMES)
        terminalreporter.write_line(f"{store:<28}{row}")
        for (skipped, reason), count in sorted(reasons.items()):
            if skipped == store:
                terminalreporter.write_line(f"{'':<28}{count:>4} skipped: {reason}")


def _conformance(reporter: pytest.TerminalReporter) -> Iterator[pytest.TestReport]:
    for outcome in (*OUTCOMES, "error"):
        for report in reporter.stats.get(outcome, []):
            if isinstance(report, pytest.TestReport) and "store" in dict(report.user_properties):
                yield report
