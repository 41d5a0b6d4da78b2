"""Data that no model can be made from is refused in words, and without long work."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from mcdeploy.bundled import numbers, train
from mcdeploy.domain import CsvData
from mcdeploy.errors import ModelError

Write = Callable[[str | bytes], Path]

ROWS = [(index % 7, index % 5, "ab"[index % 2]) for index in range(60)]
GOOD = "x,y,kind\n" + "".join(f"{x},{y},{kind}\n" for x, y, kind in ROWS)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (GOOD + "1,2,c\n3,4,c\n", "too few rows of a class: 'c' has 2\n"),
        ("x,kind\n" + "1,a\n2,a\n" * 20, "all rows are of one class, 'a'\n"),
        ("x,kind\n" + "1,a\n1,b\n" * 20, "one and the same value in all rows\n"),
        (GOOD.replace(",", "|"), "there is no column 'kind'\n"),
        (GOOD.encode("utf-16"), "(UTF|BOM|kind)"),
        (GOOD.replace("kind", "größe").encode("latin-1"), "UTF-8"),
    ],
)
def test_it_is_refused_in_words(content: str | bytes, expected: str, write: Write) -> None:
    with pytest.raises(ModelError, match=expected) as caught:
        train(CsvData(write(content), "kind"), "auto", 7)
    assert caught.value.remedy


@pytest.mark.parametrize("label", ["kind", "y"])
def test_a_name_with_a_nul_character_is_refused(label: str, write: Write) -> None:
    """It is not the name without it, which is what numpy takes it for: of a class or a group."""
    path = write(GOOD.replace(",a\n", ",a\0\n"))
    data = CsvData(path, label, () if label == "kind" else ("kind",))
    with pytest.raises(ModelError, match="line 2, column 'kind': there is a NUL") as caught:
        train(data, "auto", 7)
    assert caught.value.remedy


@pytest.mark.parametrize("mark", [";", "\t"])
def test_another_delimiter_gives_the_same_model(mark: str, write: Write) -> None:
    files = train(CsvData(write(GOOD), "kind"), "softmax", 7).files
    assert train(CsvData(write(GOOD.replace(",", mark)), "kind"), "softmax", 7).files == files


def test_a_constant_feature_is_told_and_has_no_say(write: Write) -> None:
    text = GOOD.replace("\n", ",5.5\n").replace("kind,5.5", "kind,same")
    story: Any = train(CsvData(write(text), "kind"), "auto", 7).story
    assert story["data"]["constant_features"] == ["same"]
    [profile] = [each for each in story["features"] if each["name"] == "same"]
    assert (profile["sd"], profile["histogram"]["counts"]) == (0.0, [60])
    assert story["correlations"]["features"] == ["x", "y"]
    [told] = [each for each in story["importance"]["coefficients"] if each["feature"] == "same"]
    assert told["mean_abs"] == 0.0


def test_very_many_classes_are_refused_before_the_numbers_are_read(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a number in each row would cost is saved, and nothing is fitted."""

    def read(*_: object) -> NoReturn:
        raise AssertionError("a number was read")

    monkeypatch.setattr(numbers, "_number", read)
    text = "x,kind\n" + "".join(f"{row},name{row}\n" for row in range(200_000))
    with pytest.raises(ModelError, match=r"200,000 different classes in 200,000 rows; .* 1,000\n"):
        train(CsvData(write(text), "kind"), "auto", 7)
