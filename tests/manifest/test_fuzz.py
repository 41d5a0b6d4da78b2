"""Whatever is in a file: it loads, or it is a ManifestError."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from mcdeploy.errors import ManifestError

Load = Callable[..., object]

KEYS = (
    "apiVersion kind name model bundled data csv label path strategy seed evaluation gates metric"
)
MORE_KEYS = "min max targets provider region bucket prefix weight country coordinates replication"
LAST_KEYS = "require routing policy residency allow deny channel <bundled> <own> <table> <<"
VALUES = (
    "mcdeploy/v1 Deployment logistic-regression digits auto local aws gcp us-east-1 all cost eu"
)
ODD = ". .. / ${A} ${ ../x a/../b"
WORDS = st.sampled_from(
    [word for line in (KEYS, MORE_KEYS, LAST_KEYS, VALUES, ODD) for word in line.split()]
)
SCALARS = WORDS | st.text(max_size=8) | st.integers() | st.floats() | st.booleans() | st.none()
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=6),
    max_leaves=30,
)


def accepts_or_explains(loaded: Load, text: str | bytes) -> None:
    with suppress(ManifestError):
        loaded(text, {"A": "1"})


@given(st.binary())
def test_bytes(loaded: Load, data: bytes) -> None:
    accepts_or_explains(loaded, data)


@given(st.text() | st.text("-[]{}:,&*!|>'\"%@`#? \nab\t"))
@example("? ? ? a")
@example("%YAML 3.0\n---\na")
@example("%TAG ! tag:\n--- a")
@example("a: &a\nb: *a\n")
@example("\ufeff\ufeff")
@example("a: |\n  x\n b")
def test_text(loaded: Load, text: str) -> None:
    accepts_or_explains(loaded, text.encode("utf-8", "surrogatepass"))


@given(TREES)
def test_trees(loaded: Load, tree: object) -> None:
    accepts_or_explains(loaded, yaml.safe_dump(tree, allow_unicode=True))


@given(st.data())
def test_a_good_one_with_one_part_replaced(loaded: Load, good: str, data: st.DataObject) -> None:
    document: Any = yaml.safe_load(good)
    place: Any = document
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(TREES)
    accepts_or_explains(loaded, yaml.safe_dump(document, allow_unicode=True))
