"""Models that are asked."""

import json
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mcdeploy.bundled import predictor, train
from mcdeploy.bundled.builtin import load
from mcdeploy.domain import Answer, Model


@cache
def model(data: str, strategy: str) -> Model:
    return train(data, strategy, 7)


def document(data: str, strategy: str = "softmax") -> bytes:
    content = model(data, strategy).files["model.json"]
    assert isinstance(content, bytes)
    return content


def answer(data: str, strategy: str = "softmax") -> Answer:
    return predictor(document(data, strategy))


def rows(data: str) -> NDArray[np.float64]:
    return np.asarray(load(data).rows[::3], dtype=np.float64)


def linear(weights: NDArray[np.float64], bias: NDArray[np.float64]) -> Answer:
    """A softmax over linear scores, of classes c0, c1, …"""
    k, p = weights.shape
    names = [f"c{one}" for one in range(k)]
    return predictor(
        json.dumps(
            {
                "format": "mcdeploy/logistic-regression",
                "version": 1,
                "strategy": "softmax",
                "classes": names,
                "features": [f"f{one}" for one in range(p)],
                "mean": [0.0] * p,
                "scale": [1.0] * p,
                "coefficients": weights.tolist(),
                "intercepts": bias.tolist(),
            }
        ).encode()
    )
