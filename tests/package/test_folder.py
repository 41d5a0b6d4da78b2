"""A package as files on this machine."""

from pathlib import Path

import pytest

from mcdeploy.errors import UsageError
from mcdeploy.package import write


def test_every_content_is_written_below_the_folder(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"heavy")
    write({"model/weights": tmp_path / "weights", "model/code/a.py": b"pass"}, tmp_path / "out")
    assert (tmp_path / "out/model/weights").read_bytes() == b"heavy"
    assert (tmp_path / "out/model/code/a.py").read_bytes() == b"pass"


def test_p8_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(UsageError, match="cannot be written") as caught:
        write({"model/a": b"a"}, tmp_path / "out")
    assert caught.value.remedy
