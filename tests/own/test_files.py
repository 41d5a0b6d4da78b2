"""A model of one's own is taken as it is, or the file that is in the way is named."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import Model, Weights
from mcdeploy.errors import ModelError
from mcdeploy.own import bring as bring_weights


def bring(path: Path) -> Model:
    return bring_weights(Weights(path))


FINE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="/\\"),
    min_size=1,
    max_size=60,
).filter(lambda name: name not in (".", ".."))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (made := tmp_path / "model").mkdir()
    (made / "weights").write_bytes(b"1")
    return made


def test_a_file_goes_by_its_name(folder: Path) -> None:
    model = bring(folder / "weights")
    assert model.files == {"weights": folder / "weights"}
    assert model.predictions is None


def test_a_folder_goes_with_all_that_is_in_it(folder: Path) -> None:
    (folder / "a" / "b").mkdir(parents=True)
    names = ("empty", "two words.bin", "naïve-日本語-🙂", ".hidden", "a/b/deep", "a b%2F+#?&.x")
    for name in names:
        (folder / name).write_bytes(b"")
    (folder / "link").symlink_to("weights")
    assert set(bring(folder).files) == {*names, "weights", "link"}


def test_folders_without_end_are_not_walked(folder: Path) -> None:
    (folder / "/".join("d" * 64)).mkdir(parents=True)
    assert set(bring(folder).files) == {"weights"}
    (folder / "/".join("d" * 65)).mkdir()
    with pytest.raises(ModelError, match="64 folders"):
        bring(folder)


@given(FINE)
def test_any_other_name_is_fine(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.mktemp("model")
    (folder / name).write_bytes(b"1")
    assert dict(bring(folder).files) == {name: folder / name}


@pytest.mark.parametrize(
    ("name", "what"),
    [
        (b"\xff.bin", "is not UTF-8"),
        (b"a\\b", "holds a backslash"),
        (b"a\nb", "holds a control character"),
        (b"\x1b]0;title\x07", "holds a control character"),
        ("a\x85b".encode(), "holds a control character"),
    ],
)
@pytest.mark.parametrize("kind", ["file", "alone", "folder"])
def test_p8_a_name_that_not_every_store_keeps(
    folder: Path, name: bytes, what: str, kind: str
) -> None:
    odd = folder / os.fsdecode(name)
    if kind == "folder":
        odd.mkdir()
    else:
        odd.write_bytes(b"1")
    with pytest.raises(ModelError, match=what) as caught:
        bring(odd if kind == "alone" else folder)
    assert caught.value.who == str(folder)
    assert caught.value.remedy
    assert all(part.isprintable() for part in str(caught.value).splitlines())


@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("loop", "link|neither"),
        ("..", "leads out"),
        ("/etc/hostname", "leads out"),
        ("no", "neither"),
    ],
)
def test_p8_a_link_that_leads_nowhere_good(folder: Path, target: str, what: str) -> None:
    (folder / "loop").symlink_to(target)
    with pytest.raises(ModelError, match=what) as caught:
        bring(folder)
    assert caught.value.who == str(folder / "loop")
    assert caught.value.remedy


def test_p8_a_folder_that_cannot_be_looked_into(folder: Path) -> None:
    """It lies deeper than the system can name, which stops even those who may read everything."""
    at = os.open(folder, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=at)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)
    with pytest.raises(ModelError, match="cannot be looked into") as caught:
        bring(folder)
    assert caught.value.who.startswith(str(folder / "ddd"))
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["no", "empty", "pipe"])
def test_p8_what_is_no_model(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ModelError) as caught:
        bring(tmp_path / name)
    assert caught.value.who == str(tmp_path / name)
    assert caught.value.remedy
