"""JSON that is walked while it comes."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcdeploy.catalog.refresh.quote import Unpriced
from mcdeploy.catalog.refresh.stream import LARGEST, Stream

leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
values = st.recursive(
    leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10
)
objects = st.dictionaries(st.text(), values, max_size=5)
untimed = settings(deadline=None, max_examples=60)


def pieces(text: str, size: int) -> Iterator[str]:
    return (text[at : at + size] for at in range(0, len(text), size))


def walked(stream: Stream, choices: Iterator[bool]) -> dict[str, object]:
    """What was not passed over."""
    return {key: stream.value() for key in stream.members() if next(choices)}


@untimed
@given(objects, st.integers(1, 50), st.sampled_from([None, 2]), st.booleans())
def test_it_says_what_json_says(
    document: dict[str, object], size: int, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=ascii_only) + "\n"
    stream = Stream(pieces(text, size))
    assert {key: stream.value() for key in stream.members()} == document


@untimed
@given(objects, st.integers(1, 50), st.lists(st.booleans(), min_size=1))
def test_what_is_passed_over_harms_nothing(
    document: dict[str, object], size: int, choices: list[bool]
) -> None:
    repeated = (choices * (len(document) // len(choices) + 1))[: len(document)]
    wanted = {k: v for (k, v), take in zip(document.items(), repeated, strict=True) if take}
    stream = Stream(pieces(json.dumps(document), size))
    assert walked(stream, iter(repeated)) == wanted


@untimed
@given(st.dictionaries(st.text(), objects, max_size=4), st.integers(1, 50))
def test_objects_in_objects_are_walked(document: dict[str, object], size: int) -> None:
    stream = Stream(pieces(json.dumps(document), size))
    found = {key: {inner: stream.value() for inner in stream.members()} for key in stream.members()}
    assert found == document


@untimed
@given(st.dictionaries(st.text(), objects, max_size=4), st.integers(1, 50))
def test_what_is_passed_over_in_an_inner_object_harms_no_outer_one(
    document: dict[str, object], size: int
) -> None:
    stream = Stream(pieces(json.dumps(document), size))
    assert {key: list(stream.members()) for key in stream.members()} == {
        key: list(inner) for key, inner in document.items() if isinstance(inner, dict)
    }


@untimed
@given(objects.filter(bool), st.integers(1, 50), st.data())
def test_a_text_that_ends_in_the_middle_is_no_answer(
    document: dict[str, object], size: int, data: st.DataObject
) -> None:
    text = json.dumps(document)
    cut = data.draw(st.integers(0, len(text) - 1))
    stream = Stream(pieces(text[:cut], size))
    with pytest.raises(Unpriced):
        dict.fromkeys(stream.members())


@pytest.mark.parametrize("text", ["", "[1]", "null", '{"a" 1}', '{"a": 1;', "{1: 2}", "<html>"])
def test_what_is_no_object_is_no_answer(text: str) -> None:
    stream = Stream(iter([text]))
    with pytest.raises(Unpriced):
        {key: stream.value() for key in stream.members()}


def test_no_more_is_held_than_one_value() -> None:
    """Of a thousand values of 64 KiB."""
    body = "x" * 2**16

    def text() -> Iterator[str]:
        yield "{"
        for number in range(1000):
            yield f'"{number}": "{body}",'
        yield '"last": 1}'

    stream, most = Stream(text()), 0
    for _ in stream.members():
        most = max(most, len(stream._text))
    assert most < 4 * 2**16


def test_one_value_that_never_ends_is_given_up() -> None:
    read = 0

    def text() -> Iterator[str]:
        nonlocal read
        yield '{"a": ['
        while True:
            read += 2**16
            yield "1," * 2**15

    stream = Stream(text())
    with pytest.raises(Unpriced):
        {key: stream.value() for key in stream.members()}
    assert read < LARGEST + 2**18


def test_a_value_too_deep_is_no_answer() -> None:
    stream = Stream(iter(['{"a": ' + "[" * 100_000 + "]" * 100_000 + "}"]))
    with pytest.raises(Unpriced):
        {key: stream.value() for key in stream.members()}
