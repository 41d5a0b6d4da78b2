"""A user's own file: what is read, and how each mistake is named."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.bundled import numbers
from mcdeploy.domain import CsvData
from mcdeploy.errors import ModelError
from mcdeploy.tabular import read

Write = Callable[[str | bytes], Path]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_commas_semicolons_and_tabs_are_found(mark: str, end: str, write: Write) -> None:
    lines = ["a, the first|b|kind", "1|2.5|x", "", "-3|4e2|y"]
    text = end.join(line.replace("|", mark) for line in lines).replace(
        "a, the first", '"a, the first"'
    )
    data = numbers.load(CsvData(write("\ufeff" + text), "kind"))
    assert data.features == ("a, the first", "b")
    assert data.classes == ("x", "y")
    assert data.rows.tolist() == [[1.0, 2.5], [-3.0, 400.0]]
    assert data.labels.tolist() == [0, 1]


def test_whole_numbers_as_classes_stand_in_the_order_of_their_values(write: Write) -> None:
    data = numbers.load(CsvData(write("k,x\n10,1\n9,1\n-1,1\n"), "k"))
    assert data.classes == ("-1", "9", "10")
    assert data.labels.tolist() == [2, 1, 0]


def test_a_class_may_be_called_none(write: Write) -> None:
    assert numbers.load(CsvData(write("k,x\nnone,1\nsome,1\n"), "k")).classes == ("none", "some")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "the file is empty"),
        ("\n \n", "the file is empty"),
        ("x,kind\n", "no rows below the header"),
        ("x,kindly\n1,a\n", r"there is no column 'kind'\n.*did you mean 'kindly'"),
        ("x,x,kind\n1,2,a\n", "line 1: 2 columns are called 'x'"),
        ("x,,kind\n1,2,a\n", "line 1: column 2 has no name"),
        ("kind\na\n", "no column but the label"),
        ("x,kind\n1,a\n2\n", "line 3 has 1 cells, the header has 2"),
        ("x,kind\n1,a\n2,b,c\n", "line 3 has 3 cells, the header has 2"),
        ("x,kind\n1,a\n,b\nNA,b\n", r"line 3, column 'x': the value is missing \(the first of 2"),
        ("x,kind\n1,a\n2,\n", "line 3, column 'kind': the value is missing$"),
        ("x,kind\n1,a\nred,b\n", "line 3, column 'x': 'red' is not a number"),
        ("x,kind\n1_000,a\n", "'1_000' is not a number"),
        ("x;kind\n1,5;a\n", "'1,5' is not a number"),
        ("x,kind\n1,a\ninf,b\n", "line 3, column 'x': 'inf' is not a finite number"),
        ("x,kind\n1e999,a\n", "'1e999' is not a finite number"),
        ("x,kind\n1e101,a\n", "'1e101' is not a finite number below"),
        (b"x,kind\n1,caf\xe9\n", "byte 12 is not UTF-8"),
        ('x,kind\n1,"a\n', "line 2: "),
    ],
)
def test_each_mistake_is_named(content: str | bytes, expected: str, write: Write) -> None:
    path = write(content)
    with pytest.raises(ModelError) as caught:
        numbers.load(CsvData(path, "kind"))
    assert caught.value.who == str(path)
    assert caught.value.remedy
    assert re.search(expected, f"{caught.value.what}\n{caught.value.remedy}", re.MULTILINE)


def test_a_line_break_in_quotes_does_not_shift_the_line_numbers(write: Write) -> None:
    with pytest.raises(ModelError, match="line 4, column 'x'"):
        numbers.load(CsvData(write('x,kind\n1,"a\nb"\noops,c\n'), "kind"))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nothing\.csv: No such file"):
        read(tmp_path / "nothing.csv")


@given(st.binary(max_size=60))
def test_any_bytes_give_a_table_or_a_named_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    with suppress(ModelError):  # any other error fails the test
        table = read(path)
        assert all(len(row) == len(table.header) for row in table.rows)


@given(st.lists(st.lists(st.floats(-1e99, 1e99), min_size=2, max_size=2), min_size=1, max_size=8))
def test_floats_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[float]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "floats.csv"
    path.write_text("a,b,kind\n" + "".join(f"{x!r},{y!r},k\n" for x, y in rows))
    assert np.array_equal(numbers.load(CsvData(path, "kind")).rows, np.array(rows))
