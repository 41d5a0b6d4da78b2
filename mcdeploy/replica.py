"""Each target's own replica, read back, loaded and asked: what `verify: deep` adds to digests."""

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from mcdeploy import bundled, evaluation, parity, replicate
from mcdeploy.clouds import Clouds
from mcdeploy.domain import (
    Answers,
    Bundle,
    Certificate,
    Criteria,
    Listener,
    Model,
    Predictions,
    quiet,
)
from mcdeploy.errors import McdeployError, ParityError
from mcdeploy.replicate.fetch import Origin
from mcdeploy.store.ask import ask
from mcdeploy.store.contract import Store

ROUNDED = 1e-4
"""How far predictions in a file may be from those that were written into it."""

SAME = 1e-9
"""How far two values of a metric may be apart, in relation to the greater one."""


def examine(made: Bundle, there: Clouds, listener: Listener) -> dict[str, McdeployError]:
    """Read the package of each of these targets back from that very target, have its service's own
    code load it, and ask it about the rows of the evaluation. A package that has not answered as
    the model does before it was sent, which was then allowed, is read back and not asked.

    Returns the error of each target whose replica is not as good as the model: `ParityError`,
    `IntegrityError` where its bytes are others, and what a store may raise.
    """

    def question(name: str, store: Store) -> None:
        with TemporaryDirectory(prefix="mcdeploy-") as place:
            files = tuple(f for f in made.release.packages[name] if f.path.startswith("model/"))
            origin = Origin(store, there.keys[name].release(made.release.id))
            replicate.fetch(files, (origin,), Path(place), quiet)
            certificate = made.release.certificates[name]
            if made.model is not None and certificate.passed and certificate.rows:
                _ask(Path(place), certificate, made.model, name, listener)

    return ask(there.stores, question)[1]


def _ask(folder: Path, proven: Certificate, model: Model, target: str, listener: Listener) -> None:
    """Of a tie any label may be said, and the metrics that it counts in with it."""
    package = parity.Package(folder, proven.package, model.form)
    if package.silent or model.answer is None or model.rows is None:
        return
    said = parity.answers(package, model.rows, bundled.predictor, listener, fresh=True).answers
    expected = model.answer(model.rows)
    wrong = int((said.labels != expected.labels).sum())
    if wrong > proven.ties:
        raise _other(target, f"says something else of {wrong} of {len(expected.labels)} rows")
    for metric, value, ours in [] if proven.ties else _headlines(said, expected, model):
        if not math.isclose(value, ours, rel_tol=SAME, abs_tol=SAME):
            raise _other(target, f"has {metric} {value!r}, and the model has {ours!r}")


def _headlines(said: Answers, expected: Answers, model: Model) -> list[tuple[str, float, float]]:
    """Each headline metric of the replica and of the model, where the rows are the evaluation's."""
    if model.predictions is None or not _the_same(expected, model.predictions):
        return []
    theirs, ours = (_headline(one, model.predictions) for one in (said, expected))
    return [(metric, value, ours[metric]) for metric, value in theirs.items()]


def _the_same(expected: Answers, heard: Predictions) -> bool:
    """Whether the model was asked about the rows that it was evaluated on."""
    import numpy as np  # here, where it is imported already

    said = expected.probabilities
    if expected.classes != heard.classes or said.shape != heard.probabilities.shape:
        return False
    return bool(np.allclose(said, heard.probabilities, rtol=0, atol=ROUNDED))


def _headline(said: Answers, heard: Predictions) -> Mapping[str, float]:
    columns = [said.classes.index(name) for name in heard.classes]
    probabilities = said.probabilities[:, columns]
    predictions = replace(heard, probabilities=probabilities)
    return dict(evaluation.evaluate(predictions, Criteria(resamples=0)).headline)


def _other(target: str, what: str) -> ParityError:
    return ParityError(
        target,
        f"its own replica {what}",
        remedy="look at what is between this machine and that store; nothing was released",
    )
