"""The card's metadata, as the Hugging Face hub reads them.

The keys are those of https://huggingface.co/docs/hub/model-cards (model-index for the results).
There is no license: whoever publishes the model knows it.
"""

import yaml

from mcdeploy.domain import Model
from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.card.markdown import plain
from mcdeploy.evaluation.report.known import bundled, data
from mcdeploy.evaluation.result import Evaluation

TASK = "tabular-classification"


def metadata(evaluation: Evaluation, model: Model, name: str) -> str:
    """YAML, between its two lines of hyphens."""
    library = {"library_name": "mcdeploy"} if bundled(model) else {}
    content = {
        "tags": [TASK, "mcdeploy"],
        **library,
        "pipeline_tag": TASK,
        "model-index": [{"name": plain(name), "results": [_result(evaluation, model)]}],
    }
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=float("inf"))
    return f"---\n{text}---"


def _result(evaluation: Evaluation, model: Model) -> dict[str, object]:
    digest = model.lineage.get("data_sha256")
    name = plain(data(model))
    revision = {"revision": plain(digest)} if digest else {}
    return {
        "task": {"type": TASK},
        "dataset": {"name": name, "type": name, "split": "test", **revision},
        "metrics": [
            {"type": metric, "value": value, "name": wording.metric(metric)}
            for metric, value in evaluation.headline.items()
        ],
    }
