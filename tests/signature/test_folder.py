"""A folder from elsewhere, and the signature in it."""

import os
from pathlib import Path

import pytest

from mcdeploy.domain import Trust
from mcdeploy.errors import SignatureError, UsageError
from mcdeploy.records.keys import SIGNATURE
from mcdeploy.signature import folder as folders
from mcdeploy.signature import keys, statement
from mcdeploy.signature.signer import Key

Signed = tuple[Path, bytes]


@pytest.fixture
def signed(folder: Path, pair: tuple[Path, Path]) -> Signed:
    """A folder and its signature, which does not lie in it yet."""
    said = statement.encode(folders.resources(folder), "demo")
    return folder, Key(keys.load(pair[0])).sign(said)


def test_the_signature_is_a_file_of_its_own(signed: Signed, trusted: Trust, tmp_path: Path) -> None:
    folder, bundle = signed
    (tmp_path / "elsewhere").write_bytes(bundle)
    (folder / SIGNATURE).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SignatureError, match="is no file"):
        folders.verify(folder, trusted)
    (folder / SIGNATURE).unlink()
    (folder / SIGNATURE).write_bytes(bundle)
    assert "model/a.b" in folders.verify(folder, trusted).files


def test_nobody_waits_for_a_pipe(signed: Signed, trusted: Trust) -> None:
    folder, bundle = signed
    os.mkfifo(folder / SIGNATURE)
    writer = os.open(folder / SIGNATURE, os.O_RDWR)  # who reads it waits for what never comes
    try:
        os.write(writer, bundle)
        with pytest.raises(SignatureError, match="is no file"):
            folders.verify(folder, trusted)
    finally:
        os.close(writer)


def test_a_folder_is_no_signature(signed: Signed, trusted: Trust) -> None:
    (signed[0] / SIGNATURE).mkdir()
    with pytest.raises(SignatureError, match="is no file"):
        folders.verify(signed[0], trusted)


def test_a_signature_without_end_is_not_read(signed: Signed, trusted: Trust) -> None:
    folder, _ = signed
    with (folder / SIGNATURE).open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(SignatureError, match="64 MiB"):
        folders.verify(folder, trusted)


def test_folders_without_end_are_not_walked(signed: Signed, trusted: Trust) -> None:
    folder, bundle = signed
    (folder / SIGNATURE).write_bytes(bundle)
    (folder / "/".join("d" * 70)).mkdir(parents=True)
    with pytest.raises(SignatureError, match="64 folders"):
        folders.verify(folder, trusted)


@pytest.mark.parametrize("coding", ["utf-16", "utf-32", "utf-8-sig"])
def test_a_signature_is_utf_8(signed: Signed, trusted: Trust, coding: str) -> None:
    folder, bundle = signed
    (folder / SIGNATURE).write_bytes(bundle.decode().encode(coding))
    with pytest.raises(SignatureError, match="broken"):
        folders.verify(folder, trusted)


def test_a_name_that_a_terminal_would_obey_is_escaped(signed: Signed, trusted: Trust) -> None:
    """A line's end in it would begin a line that looks like ours."""
    folder, bundle = signed
    (folder / SIGNATURE).write_bytes(bundle)
    (folder / "x\nverified").write_bytes(b"")
    with pytest.raises(SignatureError, match=r"not signed: 'x\\nverified'"):
        folders.verify(folder, trusted)
    (folder / "x\nverified").unlink()
    (folder / "x\nverified").symlink_to(folder)
    with pytest.raises(SignatureError, match=r"'x\\nverified' is no file"):
        folders.verify(folder, trusted)


@pytest.mark.parametrize("made", [False, True])
def test_p8_what_is_no_folder_is_told(tmp_path: Path, made: bool) -> None:
    if made:
        (tmp_path / "a").touch()
    with pytest.raises(UsageError, match="is no folder") as caught:
        folders.verify(tmp_path / "a", Trust())
    assert caught.value.remedy
