"""A release is put together from what can be read."""

from pathlib import Path

import pytest

from mcdeploy.domain import Model
from mcdeploy.errors import ModelError
from mcdeploy.package import assemble


def test_p8_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for content in (tmp_path, tmp_path / "gone"):
        model = Model({"weights": content}, {})
        with pytest.raises(ModelError, match="cannot be read") as caught:
            assemble("demo", ("aws",), model, {}, {})
        assert caught.value.who == "model/weights"
        assert caught.value.remedy


def test_an_empty_file_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    bundle = assemble("demo", ("aws",), Model({"empty": tmp_path / "empty"}, {}), {}, {})
    (file,) = bundle.release.packages["aws"]
    assert (file.path, file.size) == ("model/empty", 0)
