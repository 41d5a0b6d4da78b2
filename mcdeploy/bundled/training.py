"""The way from the data to the model, in order."""

from threadpoolctl import threadpool_limits

from mcdeploy.bundled import canonical, lineage, source, story, strategy
from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.fitted import fitted, predictions
from mcdeploy.bundled.search import choose, of, search
from mcdeploy.bundled.split import split
from mcdeploy.domain import CsvData, Model
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
    best = {each: choose(of(each, candidates)) for each in strategy.BOTH}
    choice = choose(of(asked, candidates))
    ways = {each: fitted(parts, candidate) for each, candidate in best.items()}
    chosen = ways[choice.strategy]
    document = canonical.dump(chosen.shipped)
    shipped = canonical.load(document)  # what is evaluated is what is shipped
    return Model(
        files={"model.json": document},
        lineage=lineage.lineage(data, parts.test, chosen, seed),
        story=story.story(data, parts, asked, candidates, chosen, seed),
        predictions=predictions(shipped, parts.test),
        validation=predictions(chosen.temperature.applied(chosen.trial), parts.validation),
        rivals={
            str(name): predictions(way.shipped, parts.test)
            for name, way in ways.items()
            if name is not choice.strategy
        },
    )


def check_seed(seed: int) -> None:
    if not 0 <= seed < 2**32:
        raise UsageError("model.seed", f"{seed} is out of range", remedy="use 0 to 4294967295")
