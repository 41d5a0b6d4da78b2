"""What somebody else's model is worth, by what it said of rows that it had not seen."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from mcdeploy import evaluation, judge
from mcdeploy.domain import Began, Criteria, Listener, Model, PredictionsFile, quiet
from mcdeploy.errors import ModelError
from mcdeploy.judge import Judged
from mcdeploy.operations import again, report_folder
from mcdeploy.operations.evaluated import Evaluated, written


def evaluate_predictions(
    file: PredictionsFile, folder: Path, *, listener: Listener = quiet
) -> Evaluated:
    """Evaluate the predictions in a CSV or Parquet file, and write the report into the folder.
    There are no gates.

    Raises `ModelError` when the file holds no predictions, and `UsageError` when the folder
    holds files of the report's names that are no report's, or this very file under one of them.
    """
    from mcdeploy.evaluation import table  # NumPy is imported for those who have predictions

    report_folder.check(folder, [file.path])
    listener(Began("predictions", str(file.path)))
    predictions = table.read(file)
    listener(Began("evaluation"))
    try:
        criteria = Criteria(positive=file.positive)
        found = evaluation.evaluate(predictions, criteria, listener=listener)
    except ModelError as error:
        who = f"{file.path}: {error.who}"
        raise ModelError(who, error.what, remedy=error.remedy) from error
    model = Model({}, _lineage(file), predictions=predictions)
    return written(Judged(found, ()), model, file.path.name, "", folder, file.path.name)


def _lineage(file: PredictionsFile) -> Mapping[str, str]:
    with file.path.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256").hexdigest()
    return {
        "predictions": file.path.name,
        "predictions_sha256": digest,
        "command": again.command(file.path, *_options(file)),
        **judge.versions(),
    }


def _options(file: PredictionsFile) -> list[str]:
    words = ["--label", file.label] if file.label != "label" else []
    words += ["--positive", file.positive] if file.positive is not None else []
    words += [word for name in file.groups for word in ("--group", name)]
    return words + [word for name in file.ignored for word in ("--ignore", name)]
