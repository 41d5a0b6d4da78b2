"""The way from the data to the model, in order."""

import numpy as np
from threadpoolctl import threadpool_limits

from mcdeploy.bundled import builtin, canonical, lineage, numbers, story, strategy
from mcdeploy.bundled.canonical import Classifier
from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.extraction import extract
from mcdeploy.bundled.pipeline import fit
from mcdeploy.bundled.search import Candidate, choose, search
from mcdeploy.bundled.split import split
from mcdeploy.domain import CsvData, Model, Predictions
from mcdeploy.errors import UsageError


def train(data: str | CsvData, strategy_name: str, seed: int) -> Model:
    """See `mcdeploy.bundled.train`."""
    asked = strategy.parse(strategy_name)
    _check_seed(seed)
    loaded = numbers.load(data) if isinstance(data, CsvData) else builtin.load(data)
    # One thread: sums have one order then, and so small a problem is solved sooner.
    with threadpool_limits(limits=1):
        return _train(loaded, asked, seed)


def _train(data: Dataset, asked: strategy.Strategy, seed: int) -> Model:
    parts = split(data, seed)
    candidates = search(parts.train, asked, seed)
    chosen = choose(candidates)
    confirmed = _log_loss(_fitted(parts.train, chosen), parts.validation)
    document = canonical.dump(_fitted(parts.development, chosen))
    shipped = canonical.load(document)  # what is evaluated is what is shipped
    return Model(
        files={"model.json": document},
        lineage=lineage.lineage(data, chosen, seed),
        story=story.story(data, parts, asked, candidates, chosen, confirmed),
        predictions=_predictions(shipped, parts.test),
    )


def _fitted(data: Dataset, chosen: Candidate) -> Classifier:
    return extract(fit(data, chosen.strategy, chosen.c), chosen.strategy, data)


def _predictions(model: Classifier, data: Dataset) -> Predictions:
    return Predictions(data.classes, data.labels, model.predict_proba(data.rows))


def _log_loss(model: Classifier, data: Dataset) -> float:
    """Mean of -ln p over the rows, where p is the probability given to the row's own class."""
    given = model.predict_proba(data.rows)[np.arange(len(data.labels)), data.labels]
    return float(-np.log(np.maximum(given, np.finfo(np.float64).tiny)).mean())


def _check_seed(seed: int) -> None:
    if not 0 <= seed < 2**32:
        raise UsageError("model.seed", f"{seed} is out of range", remedy="use 0 to 4294967295")
