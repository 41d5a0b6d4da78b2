"""A name for the rows of a table, whatever a model says about them."""

import json
from collections.abc import Mapping
from hashlib import sha256

import numpy as np

from mcdeploy.tabular import Text


def rows_sha256(labels: Text, groups: Mapping[str, Text]) -> str:
    """SHA-256, in hexadecimal, over the true classes and the columns of groups, row by row: the
    same for two tables exactly when these agree in every row.

    Hashed are, for the true classes and then for each column of groups by its name: a line of
    JSON in ASCII, `[name, [value, …]]`, with the different values in order (the name of the true
    classes is null), and the place of each row's value among them as a little-endian int64.
    """
    digest = sha256(_bytes(None, labels))
    for name in sorted(groups):
        digest.update(_bytes(name, groups[name]))
    return digest.hexdigest()


def _bytes(name: str | None, text: Text) -> bytes:
    order = sorted(range(len(text.values)), key=text.values.__getitem__)
    place = np.empty(len(order), dtype="<i8")
    place[order] = np.arange(len(order))
    line = json.dumps([name, [text.values[code] for code in order]])
    return line.encode("ascii") + b"\n" + place[text.codes].tobytes()
