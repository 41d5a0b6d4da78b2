"""Columns of groups are text, go along with their rows, and teach the model nothing."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mcdeploy.bundled import answers, numbers, train
from mcdeploy.domain import CsvData, Model
from mcdeploy.errors import ModelError

Write = Callable[[str | bytes], Path]

LINES = [(index, f"g{index}", "NA" if index % 3 else "3") for index in range(60)]
CSV = "x,person,kind,sex\n" + "".join(f"{x},{who},{'ab'[x > 25]},{sex}\n" for x, who, sex in LINES)


@pytest.fixture
def model(write: Write) -> Model:
    return train(CsvData(write(CSV), "kind", ("person", "sex")), "auto", 7)


def test_groups_go_along_with_their_rows(model: Model) -> None:
    """Each row has a group of its own, which tells the class that it must have."""
    for said in (model.predictions, model.validation, *model.rivals.values()):
        assert said is not None
        people, sexes = said.groups["person"], said.groups["sex"]
        assert people.dtype.kind == sexes.dtype.kind == "U"
        places = np.array([int(who[1:]) for who in people])
        assert len(set(places)) == len(said.labels) == 12
        assert np.array_equal(said.labels, (places > 25).astype(np.int64))
        assert list(sexes) == ["NA" if place % 3 else "3" for place in places]


def test_groups_are_no_features(model: Model, write: Write) -> None:
    without = "x,kind\n" + "".join(f"{x},{'ab'[x > 25]}\n" for x, _, _ in LINES)
    plain = train(CsvData(write(without), "kind"), "auto", 7)
    assert model.files == plain.files
    assert model.lineage == plain.lineage
    told: Any = model.story["data"]
    assert (told["features"], told["groups"]) == (1, ["person", "sex"])
    assert plain.predictions is not None
    assert plain.predictions.groups == {}


def test_other_answers_have_the_groups_too(model: Model, write: Write) -> None:
    document = model.files["model.json"]
    assert isinstance(document, bytes)
    without = "\n".join(re.sub(",[^,]*", "", line, count=1) for line in CSV.splitlines())
    found = answers(document, CsvData(write(without), "kind", ("sex",)), 7)
    assert model.predictions is not None
    assert list(found.groups) == ["sex"]
    assert np.array_equal(found.groups["sex"], model.predictions.groups["sex"])


@pytest.mark.parametrize(
    ("text", "groups", "expected"),
    [
        ("x,sex,kind\n1,,a\n", ("sex",), "line 2, column 'sex': the value is missing"),
        ("x,sex,kind\n1,m,a\n", ("sx",), "there is no column 'sx'\n.*did you mean 'sex'"),
        ("x,sex,kind\n1,m,a\n", ("kind",), "'kind' is both the label and a column of groups"),
        ("sex,kind\nm,a\n", ("sex",), "there is no column but the label and the groups"),
    ],
)
def test_each_mistake_is_named(
    text: str, groups: tuple[str, ...], expected: str, write: Write
) -> None:
    path = write(text)
    with pytest.raises(ModelError) as caught:
        numbers.load(CsvData(path, "kind", groups))
    assert caught.value.who == str(path)
    assert re.search(expected, f"{caught.value.what}\n{caught.value.remedy}", re.MULTILINE)
