"""Text to nodes: what the bounds refuse, and that refusing is cheap."""

import pytest

from mcdeploy.manifest.compose import MAX_DEPTH, MAX_NODES, compose
from mcdeploy.manifest.node import Mapping, Scalar, Sequence
from mcdeploy.manifest.problem import Position, Unreadable


def refused(text: str) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        list(compose(text))
    return caught.value


def test_nodes_know_where_they_are() -> None:
    [root] = compose("a:\n  - é: 'x'\n")
    assert isinstance(root, Mapping)
    [(_, items)] = root.entries
    assert isinstance(items, Sequence)
    assert isinstance(items.items[0], Mapping)
    [(key, value)] = items.items[0].entries
    assert (key, value) == (
        Scalar(Position(2, 5), "é", plain=True),
        Scalar(Position(2, 8), "x", plain=False),
    )


def test_each_document_has_a_root_and_empty_ones_have_none() -> None:
    texts = [root.text for root in compose("---\n--- a\n---\n--- b\n") if isinstance(root, Scalar)]
    assert texts == ["a", "b"]


def test_a_small_alias_stands_for_what_it_names() -> None:
    [root] = compose("a: &x [1, 2]\nb: *x\n")
    assert isinstance(root, Mapping)
    assert root.entries[0][1] == root.entries[1][1]
    assert root.size == 9


def test_an_alias_bomb_is_refused_before_it_is_expanded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    error = refused("\n".join(lines))
    assert "aliases written out" in error.what
    assert error.position.line == 5


def test_a_chain_of_aliases_cannot_be_deeper_than_the_text_may() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, MAX_DEPTH)]
    assert "levels deep" in refused("\n".join(lines)).what


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused(opening: str) -> None:
    assert "levels deep" in refused(opening * 100_000).what


def test_the_deepest_that_is_allowed() -> None:
    def nested(levels: int) -> str:
        return "[" * levels + "]" * levels

    [root] = compose(nested(MAX_DEPTH))
    assert root.depth == MAX_DEPTH
    assert "levels deep" in refused(nested(MAX_DEPTH + 1)).what


def test_too_many_values_are_refused() -> None:
    assert "values" in refused("[" + "x, " * MAX_NODES + "]").what


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("a: *b", 4, "no finished anchor &b"),
        ("&a [*a]", 5, "no finished anchor &a"),
        ("a: !!python/object/apply:os.system [ls]", 4, "tag"),
        ("a: !!str 1", 4, "tag"),
        ("!x {a: 1}", 1, "tag"),
        ("a: ]", 4, "not YAML"),
        ("a: {b: ${X}}", 9, 'write "${NAME}" in quotes'),
    ],
)
def test_what_is_refused_says_where(text: str, column: int, words: str) -> None:
    error = refused(text)
    assert error.position == Position(1, column)
    assert words in error.what


def test_an_anchor_ends_with_its_document() -> None:
    assert "no finished anchor" in refused("a: &x 1\n---\nb: *x\n").what
