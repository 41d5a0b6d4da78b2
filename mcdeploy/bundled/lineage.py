"""What it takes to make the model again."""

import platform

import numpy as np
import sklearn

from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.search import Candidate


def lineage(data: Dataset, chosen: Candidate, seed: int) -> dict[str, str]:
    """The data, the choice, the seed and the libraries; neither a time nor a host."""
    return {
        "data": data.name,
        "data_sha256": data.digest(),
        "seed": str(seed),
        "strategy": str(chosen.strategy),
        "C": repr(chosen.c),
        "python": ".".join(platform.python_version_tuple()[:2]),
        "numpy": np.__version__,
        "scikit-learn": sklearn.__version__,
    }
