"""What it takes to make the model, and this page, again."""

from collections.abc import Mapping

from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.origin import terms
from mcdeploy.evaluation.report.section import Section
from mcdeploy.evaluation.result import Evaluation

NAMES = {
    "data": "Data",
    "data_sha256": "Data, SHA-256",
    "test_sha256": "Test part of the data, SHA-256",
    "seed": "Seed",
    "strategy": "Strategy",
    "temperature": "Temperature",
    "python": "Python",
    "numpy": "NumPy",
    "scipy": "SciPy",
}


def section(evaluation: Evaluation, lineage: Mapping[str, str]) -> Section:
    kept = {
        NAMES.get(key, key.replace("_", " ")): value
        for key, value in lineage.items()
        if key != "command"
    }
    criteria = evaluation.criteria
    kept["Rows of the predictions, SHA-256"] = evaluation.rows_sha256 or "not given"
    kept["Resamples"] = f"{criteria.resamples:,}, with seed {criteria.seed}"
    command = lineage.get("command", "")
    content = join(_command(command) if command else NOTHING, terms.definitions(kept))
    same = "The same command on the same data" if command else "The same data"
    lead = (
        f"{same}, with the same seed and libraries, gives the same bytes. The numbers of this page "
        "stand in report.json beside it, all digits of them."
    )
    return Section("lineage", "How to make it again", lead, content)


def _command(command: str) -> Markup:
    return element("pre", element("code", command), tabindex="0")
