"""The way from the data to the model, in order."""

from collections.abc import Sequence

from threadpoolctl import threadpool_limits

from mcdeploy.bundled import canonical, lineage, source, story, strategy
from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.fitted import fitted, predictions
from mcdeploy.bundled.reference import predictor
from mcdeploy.bundled.search import Candidate, choose, of, search
from mcdeploy.bundled.split import Split, split
from mcdeploy.domain import CsvData, Form, Model, Predictions
from mcdeploy.errors import UsageError


def train(data: str | CsvData, strategy_name: str, seed: int) -> Model:
    """See `mcdeploy.bundled.train`."""
    asked = strategy.parse(strategy_name)
    check_seed(seed)
    # One thread: sums have one order then, and so small a problem is solved sooner.
    with threadpool_limits(limits=1):
        return _train(source.load(data), asked, seed)


def _train(data: Dataset, asked: strategy.Strategy, seed: int) -> Model:
    parts = split(data, seed)
    candidates = search(parts.train, seed)
    chosen = fitted(parts, choose(of(asked, candidates)))
    document = canonical.dump(chosen.shipped)
    shipped = canonical.load(document)  # what is evaluated is what is shipped
    return Model(
        files={"model.json": document},
        lineage=lineage.lineage(data, parts.test, chosen, seed),
        story=story.story(data, parts, asked, candidates, chosen, seed),
        predictions=predictions(shipped, parts.test),
        validation=predictions(chosen.temperature.applied(chosen.trial), parts.validation),
        rivals=_rivals(parts, candidates, chosen.candidate),
        form=Form.CANONICAL,
        answer=predictor(document),
        rows=parts.test.rows,
    )


def _rivals(
    parts: Split, candidates: Sequence[Candidate], chosen: Candidate
) -> dict[str, Predictions]:
    """What the other strategies say about the test rows, each fitted as if it had been given."""
    others = [each for each in strategy.BOTH if each is not chosen.strategy]
    ways = [fitted(parts, choose(of(each, candidates))) for each in others]
    return {str(way.candidate.strategy): predictions(way.shipped, parts.test) for way in ways}


def check_seed(seed: int) -> None:
    if not 0 <= seed < 2**32:
        raise UsageError("model.seed", f"{seed} is out of range", remedy="use 0 to 4294967295")
