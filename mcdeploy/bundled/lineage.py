"""What it takes to make the model again."""

import platform

import numpy as np
import scipy
import sklearn

from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.fitted import Fitted


def lineage(data: Dataset, test: Dataset, chosen: Fitted, seed: int) -> dict[str, str]:
    """The data, the choice, the seed and the libraries; neither a time nor a host."""
    shipped = {"temperature": repr(chosen.temperature.value)} if chosen.temperature.shipped else {}
    return {
        "data": data.name,
        "data_sha256": data.digest(),
        "test_sha256": test.digest(),
        "seed": str(seed),
        "strategy": str(chosen.candidate.strategy),
        "C": repr(chosen.candidate.c),
        **shipped,
        "python": ".".join(platform.python_version_tuple()[:2]),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
    }
