"""Keys on the disk."""

import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from mcdeploy.errors import UsageError
from mcdeploy.signature import keys


def test_the_private_key_is_for_its_owner_s_eyes_only(tmp_path: Path) -> None:
    private, public = keys.new(tmp_path / "deep/er")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert keys.load_public(public) == keys.pem(keys.load(private).public_key())
    assert private.read_bytes().startswith(b"-----BEGIN PRIVATE KEY-----")


@pytest.mark.parametrize("name", [keys.PRIVATE, keys.PUBLIC])
def test_nothing_is_written_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(UsageError, match="stays as it is") as refused:
        keys.new(tmp_path)
    assert refused.value.who == str(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == b"mine"


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="cannot be written to"):
        keys.new(tmp_path / "file/folder")


def private(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no key",
        private(ed25519.Ed25519PrivateKey.generate()),
        private(ec.generate_private_key(ec.SECP256K1())),
    ],
)
def test_other_keys_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "key").write_bytes(data)
    for load in (keys.load, keys.load_public):
        with pytest.raises(UsageError, match="P-256"):
            load(tmp_path / "key")


def test_other_public_keys_are_refused(tmp_path: Path) -> None:
    public = ed25519.Ed25519PrivateKey.generate().public_key()
    (tmp_path / "key").write_bytes(
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    with pytest.raises(UsageError, match="P-256"):
        keys.load_public(tmp_path / "key")


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o602])
def test_a_key_that_others_can_get_at_is_not_used(tmp_path: Path, mode: int) -> None:
    private, public = keys.new(tmp_path)
    private.chmod(mode)
    with pytest.raises(UsageError, match="its owner") as refused:
        keys.load(private)
    assert "chmod 600" in refused.value.remedy
    keys.load_public(public)
    private.chmod(0o400)
    keys.load(private)


def test_a_key_of_somebody_else_is_used_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody but its owner can shut it."""
    private, _ = keys.new(tmp_path)
    private.chmod(0o444)
    monkeypatch.setattr(os, "getuid", lambda: private.stat().st_uid + 1)
    keys.load(private)


def test_an_encrypted_key_is_told_as_such(tmp_path: Path) -> None:
    secret = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"word")
    )
    (tmp_path / "key").write_bytes(secret)
    with pytest.raises(UsageError, match="encrypted"):
        keys.load(tmp_path / "key")


def test_a_key_that_is_not_there_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read") as refused:
        keys.load(tmp_path / "none")
    assert "mcdeploy keys new" in refused.value.remedy


def test_the_home_of_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert keys.home({}) == tmp_path / ".config/mcdeploy"
    assert keys.own({}) is None
    keys.new(keys.home({}))
    assert keys.own({}) == tmp_path / ".config/mcdeploy/mcdeploy.key"
    assert keys.own({keys.VARIABLE: "~/other"}) == tmp_path / "other"
    assert keys.home({"XDG_CONFIG_HOME": "here"}) == tmp_path / ".config/mcdeploy"
