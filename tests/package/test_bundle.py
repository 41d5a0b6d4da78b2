"""A release is put together from what can be read."""

from pathlib import Path

import pytest

from mcdeploy.domain import PLAIN, Certificate, Kind, Packaging
from mcdeploy.errors import ModelError
from mcdeploy.package import assemble

ONNX = Packaging(Kind.ONNX, "onnxruntime-1.32")


def test_p8_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for content in (tmp_path, tmp_path / "gone"):
        packages = {PLAIN: {"model/weights": content}}
        with pytest.raises(ModelError, match="cannot be read") as caught:
            assemble("demo", {"aws": PLAIN}, packages, {}, {}, {}, {})
        assert caught.value.who == "model/weights"
        assert caught.value.remedy


def test_an_empty_file_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    packages = {PLAIN: {"model/empty": tmp_path / "empty"}}
    bundle = assemble("demo", {"aws": PLAIN}, packages, {}, {}, {}, {})
    (file,) = bundle.release.packages["aws"]
    assert (file.path, file.size) == ("model/empty", 0)


def test_each_target_gets_its_own_package_and_all_the_same_report() -> None:
    packages = {PLAIN: {"model/a": b"a"}, ONNX: {"model/b": b"b"}}
    targets = {"aws": ONNX, "gcp": PLAIN, "rack": PLAIN}
    proven = {"aws": Certificate(ONNX, rows=3)}
    bundle = assemble("demo", targets, packages, proven, {"report.json": b"{}"}, {}, {})
    paths = {name: [file.path for file in files] for name, files in bundle.release.packages.items()}
    assert paths == {
        "aws": ["evaluation/report.json", "model/b"],
        "gcp": ["evaluation/report.json", "model/a"],
        "rack": ["evaluation/report.json", "model/a"],
    }
    assert bundle.release.certificates == proven
