"""Files and folders, and bytes that are no text."""

from pathlib import Path

import pytest

from mcdeploy.errors import ManifestError
from mcdeploy.manifest.problem import Position, Unreadable
from mcdeploy.manifest.source import LIMIT, files, text


def unreadable(path: Path, data: bytes) -> Unreadable:
    path.write_bytes(data)
    with pytest.raises(Unreadable) as caught:
        text(path)
    return caught.value


def test_a_folder_means_its_yaml_files_by_name(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "c.json", ".yaml"):
        (tmp_path / name).touch()
    (tmp_path / "d.yaml").mkdir()
    assert [file.name for file in files(tmp_path)] == ["a.yml", "b.yaml"]


def test_a_file_is_itself_whatever_its_name(tmp_path: Path) -> None:
    file = tmp_path / "manifest.txt"
    file.touch()
    assert files(file) == (file,)


@pytest.mark.parametrize("name", ["absent.yaml", "empty", "x" * 5000])
def test_what_is_not_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ManifestError):
        files(tmp_path / name)


def test_the_largest_file(tmp_path: Path) -> None:
    file = tmp_path / "m.yaml"
    file.write_bytes(b"#" * LIMIT)
    assert len(text(file)) == LIMIT
    assert "larger than 1 MiB" in unreadable(file, b"#" * (LIMIT + 1)).what


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "m.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1")
    assert text(file) == "a: 1"


@pytest.mark.parametrize(
    ("data", "position"),
    [
        (b"a: 1\nb: \xff", Position(2, 4)),
        (b"\xff", Position(1, 1)),
        ("é: ".encode() + b"\xc3", Position(1, 4)),
        (b"a: \x00", Position(1, 4)),
        (b"a: 1\n\x1b[31m", Position(2, 1)),
        ("a: 1".encode("utf-16"), Position(1, 1)),
    ],
)
def test_what_is_no_text_says_where(tmp_path: Path, data: bytes, position: Position) -> None:
    assert unreadable(tmp_path / "m.yaml", data).position == position
