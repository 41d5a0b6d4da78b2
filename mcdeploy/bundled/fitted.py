"""One way to a model, from its strategy and C to what would be shipped."""

from dataclasses import dataclass

from mcdeploy.bundled import temperature
from mcdeploy.bundled.classifier import Classifier
from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.extraction import extract
from mcdeploy.bundled.pipeline import fit
from mcdeploy.bundled.search import Candidate
from mcdeploy.bundled.split import Split
from mcdeploy.bundled.temperature import Temperature
from mcdeploy.domain import Predictions


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """`trial` was fitted to the training part alone and has not seen the validation part, which
    told the temperature; `final` was fitted to both."""

    candidate: Candidate
    trial: Classifier
    final: Classifier
    temperature: Temperature

    @property
    def shipped(self) -> Classifier:
        return self.temperature.applied(self.final)


def fitted(parts: Split, candidate: Candidate) -> Fitted:
    trial = _fitted(parts.train, candidate)
    final = _fitted(parts.development, candidate)
    return Fitted(candidate, trial, final, temperature.fit(trial, parts.validation))


def _fitted(data: Dataset, candidate: Candidate) -> Classifier:
    return extract(fit(data, candidate.strategy, candidate.c), candidate.strategy, data)


def predictions(model: Classifier, data: Dataset) -> Predictions:
    """What the model says about the rows."""
    said = model.predict_proba(data.rows)
    return Predictions(data.classes, data.labels, said, data.groups, data.digest())
