"""Words without what only one machine knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.parity import placeless

NAMES = st.text("abcdefXYZ019_-.", min_size=1).filter(lambda name: set(name) != {"."})


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("<module '__main__' from '/srv/my lib/host.py'>", "<module '__main__' from 'host.py'>"),
        ("no file /home/me/.cache/it/model.pkl: gone", "no file model.pkl: gone"),
        ('File "/a/b.py", line 3, in run', 'File "b.py", line 3, in run'),
        ("GET https://me:word@host:8080/simple/numpy/ failed", "GET https:… failed"),
        ("read file:///home/me/model.onnx", "read file:…"),
        ("C is 'C:\\Users\\me\\model.onnx'", "C is 'model.onnx'"),
        ("in ~/models/a.onnx", "in a.onnx"),
        ("in /scratch/mcdeploy-ab_12cd9/inside/code", "in code"),
        ("no such folder: /scratch/mcdeploy-ab_12cd9", "no such folder: mcdeploy-…"),
        ("<object at 0x7f3a00ff>", "<object at 0x…>"),
        ("1/2 of a model/MLmodel, and/or b", "1/2 of a model/MLmodel, and/or b"),
        ("there must be one file", "there must be one file"),
    ],
)
def test_paths_and_addresses_do_not_leave_the_machine(words: str, told: str) -> None:
    assert placeless.told(words) == told


@given(
    st.lists(NAMES, min_size=2, max_size=5), st.sampled_from(["{}", "'{}'", "at {}: no", "({})"])
)
def test_of_any_path_the_last_part_remains(parts: list[str], around: str) -> None:
    path = "/" + "/".join(parts)
    assert placeless.told(around.format(path)) == around.format(parts[-1])
