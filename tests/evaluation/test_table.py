"""Files of predictions: what is read, what is written, and how each mistake is named."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import Predictions, PredictionsFile
from mcdeploy.evaluation.table import read, write
from mcdeploy.evaluation.table.writing import names
from mcdeploy.tabular import in_order

Write = Callable[[str | bytes], Path]
NAMES = (
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=6)
    .map(str.strip)
    .filter(bool)
)
TRAPS = st.sampled_from(
    ["label", "label_", "score", 'a"b', "a,b", "a;b;c;d", "\u00e4\tb", "x\r\ny"]
)


@pytest.fixture
def file(tmp_path: Path) -> Write:
    def put(content: str | bytes) -> Path:
        path = tmp_path / "predictions.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put


def same(one: Predictions, other: Predictions) -> bool:
    return (
        one.classes == other.classes
        and one.rows_sha256 == other.rows_sha256
        and np.array_equal(one.labels, other.labels)
        and np.array_equal(one.probabilities, other.probabilities)
        and [one.groups[name].tolist() for name in sorted(one.groups)]
        == [other.groups[name].tolist() for name in sorted(other.groups)]
    )


@st.composite
def predictions(draw: st.DrawFn) -> Predictions:
    classes = in_order(draw(st.lists(NAMES | TRAPS, min_size=2, max_size=5, unique=True)))
    count = draw(st.integers(1, 6))
    weights = st.lists(st.floats(0, 1), min_size=len(classes), max_size=len(classes))
    rows = np.array(draw(st.lists(weights.filter(any), min_size=count, max_size=count)))
    columns = draw(st.lists(NAMES | TRAPS, max_size=2, unique=True))
    cells = st.lists(NAMES | TRAPS, min_size=count, max_size=count)
    return Predictions(
        classes,
        np.array(draw(st.lists(st.integers(0, len(classes) - 1), min_size=count, max_size=count))),
        rows / rows.sum(axis=1, keepdims=True),
        {name: np.array(draw(cells)) for name in columns},
    )


@given(predictions())
def test_what_is_written_is_read_back_equal(
    tmp_path_factory: pytest.TempPathFactory, made: Predictions
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.csv"
    path.write_bytes(write(made))
    header = write(made).decode()
    label, groups = names(made)
    back = read(PredictionsFile(path, label=label, groups=groups))
    assert back.classes == made.classes
    assert np.array_equal(back.labels, made.labels)
    assert back.probabilities.tobytes() == made.probabilities.tobytes()
    assert [back.groups[name].tolist() for name in groups] == [
        made.groups[name].tolist() for name in sorted(made.groups)
    ]
    assert write(made).decode() == header
