"""Files of predictions: what is read, what is written, and how each mistake is named."""

import re
import struct
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as arrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from mcdeploy.domain import Predictions, PredictionsFile
from mcdeploy.errors import ModelError
from mcdeploy.evaluation import soundness
from mcdeploy.evaluation.table import read, write
from mcdeploy.evaluation.table.writing import names
from mcdeploy.tabular import in_order

Write = Callable[[str], Path]
NAMES = (
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=6)
    .map(str.strip)
    .filter(bool)
)
TRAPS = st.sampled_from(
    ["label", "label_", "score", 'a"b', "a,b", "a;b;c;d", "\u00e4\tb", "x\r\ny", "1", "10", "9"]
)


@pytest.fixture
def file(tmp_path: Path) -> Write:
    def put(content: str) -> Path:
        path = tmp_path / "predictions.csv"
        path.write_bytes(content.encode())
        return path

    return put


@st.composite
def predictions(draw: st.DrawFn) -> Predictions:
    classes = in_order(draw(st.lists(NAMES | TRAPS, min_size=2, max_size=5, unique=True)))
    count = draw(st.integers(1, 6))
    weights = st.lists(st.floats(0, 1), min_size=len(classes), max_size=len(classes))
    rows = np.array(draw(st.lists(weights.filter(any), min_size=count, max_size=count)))
    columns = draw(st.lists(NAMES | TRAPS, max_size=2, unique=True))
    cells = st.lists(NAMES | TRAPS, min_size=count, max_size=count)
    labels = st.lists(st.integers(0, len(classes) - 1), min_size=count, max_size=count)
    return Predictions(
        classes,
        np.array(draw(labels)),
        rows / rows.max() / (rows / rows.max()).sum(axis=1, keepdims=True),
        {name: np.array(draw(cells)) for name in columns},
    )


@given(predictions())
def test_what_is_written_is_read_back_equal(
    tmp_path_factory: pytest.TempPathFactory, made: Predictions
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.csv"
    path.write_bytes(write(made))
    label, groups = names(made.classes, made.groups)
    back = read(PredictionsFile(path, label=label, groups=groups))
    soundness.check(back)
    assert back.classes == made.classes
    assert back.labels.tolist() == made.labels.tolist()
    assert back.probabilities.tobytes() == made.probabilities.tobytes()
    assert [back.groups[name].tolist() for name in groups] == [
        made.groups[name].tolist() for name in sorted(made.groups)
    ]
    if groups == tuple(sorted(made.groups)):
        assert write(back) == write(made)


@pytest.mark.parametrize("name", ["a;b;c;d", "a\tb\tc\td", "a;b;c;d\ne", 'a";;;;b', "a\r", "\n,b"])
def test_a_name_of_delimiters_does_not_change_the_delimiter(name: str, file: Write) -> None:
    classes = in_order([name.strip(), "x"])
    made = Predictions(classes, np.array([1, 0]), np.eye(2))
    back = read(PredictionsFile(file(write(made).decode())))
    assert (back.classes, back.labels.tolist()) == (classes, [1, 0])


def test_what_is_written_is_plain() -> None:
    made = Predictions(
        ("a", 'b"'),
        np.array([1, 0]),
        np.array([[0.1, 0.9], [1.0, 0.0]]),
        {"sex": np.array(["f", "m"]), "age": np.array(["9", "10"])},
    )
    assert write(made).decode() == 'label,a,"b""",age,sex\n"b""",0.1,0.9,9,f\na,1.0,0.0,10,m\n'


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_columns_are_found_by_name(mark: str, bom: str, file: Write) -> None:
    text = "10,sex,truth,9\n 0.25,f, 9 ,0.75\n1,m,10,0\n".replace(",", mark)
    found = read(PredictionsFile(file(bom + text), label="truth", groups=("sex",)))
    assert found.classes == ("9", "10")
    assert found.labels.tolist() == [0, 1]
    assert found.probabilities.tolist() == [[0.75, 0.25], [0.0, 1.0]]
    assert {name: group.tolist() for name, group in found.groups.items()} == {"sex": ["f", "m"]}


@pytest.mark.parametrize(
    ("one", "other"), [("0", "1"), ("no", "yes"), ("False", "True"), ("false", "true")]
)
def test_a_score_is_of_the_obvious_class(one: str, other: str, file: Write) -> None:
    found = read(PredictionsFile(file(f"score,label\n0.25,{other}\n0.5,{one}\n")))
    assert found.classes == (one, other)
    assert found.labels.tolist() == [1, 0]
    assert found.probabilities.tolist() == [[0.75, 0.25], [0.5, 0.5]]


@pytest.mark.parametrize(("positive", "expected"), [("ham", [0.25, 0.75]), ("spam", [0.75, 0.25])])
def test_a_score_is_of_the_class_that_is_named(
    positive: str, expected: list[float], file: Write
) -> None:
    path = file("label,score\nham,0.25\nspam,0.25\n")
    found = read(PredictionsFile(path, positive=positive))
    assert found.classes == ("ham", "spam")
    assert found.probabilities.tolist() == [expected] * 2


def test_a_class_may_be_called_score(file: Write) -> None:
    found = read(PredictionsFile(file("label,score,b\nb,0.25,0.75\n")))
    assert found.classes == ("b", "score")
    assert found.probabilities.tolist() == [[0.75, 0.25]]


def test_rows_of_one_class_are_read_when_the_others_have_columns(file: Write) -> None:
    found = read(PredictionsFile(file("label,a,b\na,1,0\na,0.5,0.5\n")))
    assert (found.classes, found.labels.tolist()) == (("a", "b"), [0, 0])


def test_what_is_ignored_may_hold_anything(file: Write) -> None:
    path = file("id,label,a,b,note\n7,a,1,0,x\n8,b,0,1,\n")
    found = read(PredictionsFile(path, ignored=("id", "note")))
    assert found.classes == ("a", "b")
    assert found.rows_sha256 == read(PredictionsFile(file("label,a,b\na,1,0\nb,0,1\n"))).rows_sha256


@pytest.mark.parametrize("labels", [[0, 1], [0.0, 1.0], ["0", "1"]])
def test_parquet_with_labels_of_any_type_is_as_csv(
    labels: list[Any], tmp_path: Path, file: Write
) -> None:
    path = tmp_path / "predictions.parquet"
    columns = {"label": labels, "0": [0.9, 0.2], "1": [0.1, 0.8], "sex": ["f", "m"]}
    parquet.write_table(arrow.table(columns), path)
    csv = file("label,0,1,sex\n0,0.9,0.1,f\n1,0.2,0.8,m\n")
    one, other = (read(PredictionsFile(each, groups=("sex",))) for each in (path, csv))
    assert write(one) == write(other)
    assert one.rows_sha256 == other.rows_sha256


def name_of(path: Path, groups: tuple[str, ...] = ("sex",)) -> str:
    return read(PredictionsFile(path, groups=groups)).rows_sha256


def test_the_name_of_the_rows_is_of_the_labels_alone(file: Write) -> None:
    name = name_of(file("label,a,b,sex\na,1,0,f\nb,0,1,m\n"))
    assert re.fullmatch("[0-9a-f]{64}", name)
    assert name == name_of(file("sex,b,a,c,label\nf,0.2,0.8,0,a\nm,0,0.5,0.5,b\n"))
    assert name == name_of(file("label,a,b,sex\na,1,0,m\nb,0,1,m\n"))
    assert name == name_of(file("label,a,b\na,1,0\nb,0,1\n"), ())
    others = [
        "label,a,b,sex\na,1,0,f\na,0,1,m\n",
        "label,a,b,sex\nb,1,0,m\na,0,1,f\n",
        "label,a,b,sex\na,1,0,f\nb,0,1,m\nb,0,1,m\n",
    ]
    assert name not in [name_of(file(each)) for each in others]


def test_the_name_of_the_rows_is_the_digest_that_is_documented(file: Write) -> None:
    hashed = b'["a", "\\u00e4"]\n' + struct.pack("<3q", 1, 0, 1)
    assert name_of(file("label,a,ä,sex\nä,1,0,m\na,0,1,m\nä,0,1,f\n")) == (
        sha256(hashed).hexdigest()
    )


MISTAKES: list[tuple[str, dict[str, Any], str]] = [
    ("", {}, "the file is empty"),
    ("label,a,b\n", {}, "no rows below the header"),
    ("lable,a,b\na,1,0\n", {}, r"there is no column 'label'\n.*did you mean 'lable'"),
    ("label,a,b\na,1,0\n", {"groups": ("sex",)}, "there is no column 'sex'"),
    ("label,a,b\na,1,0\n", {"ignored": ("id",)}, "there is no column 'id'"),
    ("label,a,b\na,1,0\n", {"ignored": ("label",)}, "'label' cannot both be used and be ignored"),
    ("label,a,b\na,1,0\n", {"groups": ("label",)}, "cannot hold both the true classes and groups"),
    ("label,a,a\na,1,0\n", {}, "line 1: 2 columns are called 'a'"),
    (",label,a,b\n0,a,1,0\n", {}, r"column 1 has no name\n.*index=False"),
    ("label\na\n", {}, r"two columns of probabilities are the least, there is none"),
    ("label,a\na,1\n", {}, r"there is but one, 'a'\n.*one column 'score'"),
    ("label,a,b\na,1,0\nB,0,1\n", {}, "line 3, column 'label': there is no class 'B'"),
    ("label,spam,b\nspma,1,0\n", {}, "no class 'spma'; did you mean 'spam'"),
    ("label,a,b\na,1,0\n,0,1\n", {}, "line 3, column 'label': the value is missing"),
    ("label,a,b,s\na,1,0,f\nb,0,1,\n", {"groups": ("s",)}, "line 3, column 's': the value is mis"),
    ("label,a,b\na,1,0\nb,,1\n", {}, "line 3, column 'a': the value is missing"),
    ("label,a,b\na,1,0\nb, ,1\n", {}, "line 3, column 'a': the value is missing"),
    ("label,a,b\na,1,0\nb,x,1\n", {}, "line 3, column 'a': 'x' is not a number"),
    ("label,a,b\na,1,0\nb,0_0,1\n", {}, "line 3, column 'a': '0_0' is not a number"),
    ("label;a;b\na;0,5;0,5\n", {}, r"'0,5' is not a number\n.*decimal point"),
    ("label,a,b\na,1,0\nb,nan,1\nb,0,1\n", {}, r"line 3, column 'a': .* is nan, not in \[0, 1\]"),
    ("label,a,b\na,1,0\nb,inf,1\n", {}, "line 3, column 'a': the probability is inf"),
    ("label,a,b\na,1,0\nb,-0.1,1.1\n", {}, "line 3, column 'a': the probability is -0.1"),
    ("label,a,b\na,1,0\nb,0.4,0.5\n", {}, r"sum to 0.9, not 1 to 0.001\n.*each row one"),
    ("label,a,b\na,1,0\nb,0.3,0.69\n", {}, r"sum to 0.99, .*\n.*rounded: write more digits"),
    ("label,0,1\n0.0,1,0\n", {}, "there is no class '0.0'; there is 0, 1"),
    ("label,a,b,id\na,1,0,7\nb,0,1,8\n", {}, r"line 2, column 'id'.*no row is of the class 'id'"),
    (
        "label,a,b,z\na,1,0,1\nb,0,1,1\n",
        {},
        r"sum to 2.*of the class 'z'\)\n.*where 'z' is no class, name it with --group.*--ignore",
    ),
    (
        "label,a,b,sex\na,1,0,f\nb,0,1,m\n",
        {},
        r"'f' is not a number\n.*name the column with --group, .*--ignore",
    ),
    ("label,a,b\na,1\n", {}, "line 2 has 2 cells, the header has 3"),
    ("label,score\na,0.5\na,0.5\n", {"positive": "a"}, "tells two classes apart, .* are 'a'$"),
    ("label,score\na,0\nb,0\nc,0\n", {}, "tells two classes apart, .* are 'a', 'b', 'c'$"),
    ("label,score\na,0\nb,0\n", {}, r"'a' or 'b'\?\n.*--positive.*evaluation.positive"),
    ("label,score\nno,0\nYes,0\n", {}, r"the probability of 'Yes' or 'no'\?"),
    ("label,score\nham,0\nspam,0\n", {"positive": "spma"}, "no class 'spma'; did you mean 'spam'"),
    ("label,score\n0,0.5\n1,1.5\n", {}, "line 3, column 'score': the probability is 1.5"),
    ("label,a,b\na,1,0\n", {"positive": "c"}, "there is no class 'c'"),
    (f"label,a,b\n{'a' * 201},1,0\n", {}, r"line 2, column 'label': .* \(201 characters\)"),
    ("label,a,b\na\0,1,0\n", {}, r"line 2, column 'label': .* is not a name"),
]


@pytest.mark.parametrize(("content", "asked", "expected"), MISTAKES)
def test_each_mistake_is_named(
    content: str, asked: dict[str, Any], expected: str, file: Write
) -> None:
    path = file(content)
    with pytest.raises(ModelError) as caught:
        read(PredictionsFile(path, **asked))
    assert caught.value.who == str(path)
    assert caught.value.remedy
    assert re.search(expected, f"{caught.value.what}\n{caught.value.remedy}", re.MULTILINE)


def test_a_million_classes_are_refused_by_their_header(file: Write) -> None:
    path = file("label," + ",".join(map(str, range(1_000_000))) + "\nbroken")
    with pytest.raises(ModelError, match="1,000,000 columns would be classes; at most 1,000"):
        read(PredictionsFile(path))


def test_a_thousand_classes_are_read(file: Write) -> None:
    classes = [str(name) for name in range(1000)]
    path = file(f"label,{','.join(classes)}\n7,{'0.001,' * 999}0.001\n")
    found = read(PredictionsFile(path))
    assert found.classes == tuple(classes)
    assert found.labels.tolist() == [7]


def test_a_million_true_classes_are_refused_at_the_first_without_a_column(file: Write) -> None:
    rows = "".join(f"{row},1,0\n" for row in range(100_000))
    with pytest.raises(ModelError, match="line 4, column 'label': there is no class '2'"):
        read(PredictionsFile(file(f"label,0,1\n{rows}")))


def test_a_null_in_parquet_is_named_by_its_row(tmp_path: Path) -> None:
    path = tmp_path / "predictions.parquet"
    parquet.write_table(arrow.table({"label": ["a", None], "a": [1.0, 0.0], "b": [0.0, 1.0]}), path)
    with pytest.raises(ModelError, match="row 2, column 'label': the value is missing"):
        read(PredictionsFile(path))
