"""The canonical form of the model as somebody who can be asked."""

import numpy as np
from threadpoolctl import threadpool_limits

from mcdeploy.bundled import canonical
from mcdeploy.bundled.classifier import Floats
from mcdeploy.domain import Answer, Answers


def predictor(document: bytes) -> Answer:
    """See `mcdeploy.bundled.predictor`."""
    model = canonical.load(document)
    names = np.array(model.classes)

    def answer(rows: Floats) -> Answers:
        with threadpool_limits(limits=1):  # sums have one order then
            return Answers(model.classes, names[model.predict(rows)], model.predict_proba(rows))

    return answer
