"""Tables by columns, the same from CSV and from Parquet."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as arrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from mcdeploy.errors import ModelError, UsageError
from mcdeploy.tabular import Columns, Text, source
from mcdeploy.tabular import parquet as room

CELLS = st.lists(
    st.tuples(st.sampled_from(["a", "b", " b ", "\u00e9"]), st.floats(), st.floats()),
    min_size=1,
    max_size=20,
)


def put(folder: Path, columns: dict[str, Any]) -> Path:
    path = folder / "table.parquet"
    parquet.write_table(arrow.table(columns), path)
    return path


def words(text: Text) -> list[str]:
    return [text.values[code] for code in text.codes]


def read(path: Path, texts: tuple[str, ...], numbers: tuple[str, ...]) -> Columns:
    return source(path).columns(texts, numbers)


@given(CELLS)
def test_csv_and_parquet_give_the_same_columns(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, float, float]]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    names, x, y = (list(column) for column in zip(*rows, strict=True))
    as_parquet = put(folder, {"x": x, "name": names, "unused": names, "y": y})
    as_csv = folder / "table.csv"
    lines = [f"{a!r},{b},{b},{c!r}\n" for b, a, c in rows]
    as_csv.write_text("x,name,unused,y\n" + "".join(lines), encoding="utf-8")
    for path in (as_csv, as_parquet):
        found = read(path, ("name",), ("y", "x"))
        assert words(found.texts["name"]) == [name.strip() for name in names]
        assert set(found.texts["name"].values) == {name.strip() for name in names}
        assert np.array_equal(found.numbers, np.column_stack((y, x)), equal_nan=True)


def test_batches_of_parquet_are_put_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "ROWS", 2)
    path = put(tmp_path, {"name": ["b", "a", "c", "b", None], "x": [1.0, 2.0, 3.0, 4.0, 5.0]})
    found = read(path, ("name",), ("x",))
    assert words(found.texts["name"]) == ["b", "a", "c", "b", ""]
    assert found.numbers[:, 0].tolist() == [1.0, 2.0, 3.0, 4.0, 5.0]
    assert found.where(4, "x") == "row 5, column 'x'"
    with pytest.raises(ModelError, match="row 3, column 'x': the value is missing"):
        read(put(tmp_path, {"x": [1.0, 2.0, None, 4.0]}), (), ("x",))


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('name,x\n\n"a\nb",1\nc,2\n')
    found = read(path, ("name",), ("x",))
    assert [found.where(row, "x") for row in (0, 1)] == ["line 4, column 'x'", "line 5, column 'x'"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0, 1, None], ["0", "1", ""]),
        ([0.0, 1.0, 0.5], ["0", "1", "0.5"]),
        ([True, False], ["True", "False"]),
        ([b"a", b"\xff"], ["a", "\\xff"]),
        (arrow.array(["x", "y", "x"]).dictionary_encode(), ["x", "y", "x"]),
        (arrow.array(["x", None]).dictionary_encode(), ["x", ""]),
        (arrow.nulls(2), ["", ""]),
    ],
)
def test_what_is_no_text_reads_as_python_writes_it(
    values: Any, expected: list[str], tmp_path: Path
) -> None:
    path = put(tmp_path, {" name ": values})
    assert words(read(path, ("name",), ()).texts["name"]) == expected


def test_narrow_numbers_become_float64(tmp_path: Path) -> None:
    half = arrow.array(np.array([0.5, 0.25], dtype=np.float16))
    single = arrow.array([0.1, 0.2], arrow.float32())
    path = put(tmp_path, {"half": half, "single": single, "whole": [0, 1]})
    found = read(path, (), ("half", "single", "whole")).numbers
    assert found.dtype == np.float64
    assert found.tolist() == [[0.5, np.float32(0.1), 0.0], [0.25, np.float32(0.2), 1.0]]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"x": [0.5, None]}, "row 2, column 'x': the value is missing"),
        ({"x": ["0.5", "a"]}, "column 'x' holds values of the type string, not numbers"),
        ({"x": [[0.5]]}, "column 'x' holds values of the type list"),
        ({"x": arrow.array([], arrow.float64())}, "there are no rows"),
        ({"x": [0.5], " x": [0.5]}, "2 columns are called 'x'"),
        ({"x": [0.5], "": [0.5]}, "column 2 has no name"),
    ],
)
def test_each_mistake_in_parquet_is_named(
    columns: dict[str, Any], expected: str, tmp_path: Path
) -> None:
    path = put(tmp_path, columns)
    with pytest.raises(ModelError, match=expected) as caught:
        read(path, (), ("x",))
    assert caught.value.who == str(path)
    assert caught.value.remedy


def test_a_list_is_no_name(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="column 'name' holds values of the type list"):
        read(put(tmp_path, {"name": [["a"]]}), ("name",), ())


def test_text_in_parquet_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    ends, letters = arrow.py_buffer(np.array([0, 1], dtype=np.int32)), arrow.py_buffer(b"\xff")
    path = put(tmp_path, {"name": arrow.StringArray.from_buffers(1, ends, letters)})
    with pytest.raises(ModelError, match="the Parquet file cannot be read"):
        read(path, ("name",), ())


@given(st.binary(max_size=80))
def test_any_bytes_give_columns_or_a_named_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(content)
    with suppress(ModelError):  # any other error fails the test
        table = source(path)
        found = table.columns(table.header[:1], table.header[1:])
        assert found.numbers.shape == (len(found.places), len(table.header) - 1)


@pytest.mark.parametrize("end", [0, 4, 100, -1])
def test_a_parquet_file_cut_short_is_refused(end: int, tmp_path: Path) -> None:
    path = put(tmp_path, {"x": [0.5] * 1000})
    path.write_bytes(path.read_bytes()[:end])
    with pytest.raises(ModelError, match=r"table\.parquet: (the Parquet file cannot|this is not)"):
        read(path, (), ("x",))


def test_without_pyarrow_the_remedy_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, {"x": [0.5]})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"\n.*pip install 'mcdeploy\[parquet\]'"):
        source(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nothing\.csv: No such file"):
        source(tmp_path / "nothing.csv")
    with pytest.raises(ModelError, match="Is a directory"):
        source(tmp_path)
