"""A name for the rows of a table, whatever a model says about them."""

import json
from hashlib import sha256

import numpy as np

from mcdeploy.tabular import Text


def rows_sha256(labels: Text) -> str:
    """SHA-256, in hexadecimal, over the true classes, row by row: the same for two tables exactly
    when these agree in every row. By whose groups a model is judged is not part of what its rows
    are.

    Hashed are a line of JSON in ASCII, the list of the different classes in order, and the place
    of each row's class in it as a little-endian int64.
    """
    order = sorted(range(len(labels.values)), key=labels.values.__getitem__)
    place = np.empty(len(order), dtype="<i8")
    place[order] = np.arange(len(order))
    line = json.dumps([labels.values[code] for code in order])
    return sha256(line.encode("ascii") + b"\n" + place[labels.codes].tobytes()).hexdigest()
