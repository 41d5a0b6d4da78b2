"""The official package `model-signing` as the oracle: what it signs we accept, and what we sign it
accepts; what was tampered with both refuse."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from model_signing import hashing, signing, verifying

from mcdeploy.domain import Trust
from mcdeploy.errors import SignatureError
from mcdeploy.records.keys import SIGNATURE
from mcdeploy.signature import keys, statement
from mcdeploy.signature.folder import resources, verify
from mcdeploy.signature.signer import Key


def sign(folder: Path, key: Path) -> None:
    """Ours."""
    said = statement.encode(resources(folder), folder.name)
    (folder / SIGNATURE).write_bytes(Key(keys.load(key)).sign(said))


def sign_officially(folder: Path, key: Path) -> None:
    found = hashing.Config()  # type: ignore[no-untyped-call]
    found.set_ignored_paths(paths=[folder / SIGNATURE])
    config = signing.Config()  # type: ignore[no-untyped-call]
    config.set_hashing_config(found).use_elliptic_key_signer(private_key=key)
    config.sign(folder, folder / SIGNATURE)


def verify_officially(folder: Path, public: Path) -> None:
    """Raises `ValueError`."""
    config = verifying.Config()  # type: ignore[no-untyped-call]
    config.use_elliptic_key_verifier(public_key=public)
    config.verify(folder, folder / SIGNATURE)


def change(folder: Path) -> None:
    (folder / "model/a.b").write_bytes(b"other")


def lose(folder: Path) -> None:
    (folder / "evaluation/report.json").unlink()


def add(folder: Path) -> None:
    (folder / "model/extra.bin").write_bytes(b"")


def rename(folder: Path) -> None:
    (folder / "model/a.b").rename(folder / "model/A.b")


TAMPERED = [change, lose, add, rename]


def test_the_official_verifier_accepts_ours(folder: Path, pair: tuple[Path, Path]) -> None:
    sign(folder, pair[0])
    verify_officially(folder, pair[1])


def test_ours_accepts_what_the_official_signer_signs(
    folder: Path, pair: tuple[Path, Path], trusted: Trust
) -> None:
    sign_officially(folder, pair[0])
    assert len(verify(folder, trusted).files) == 5


def test_the_folder_may_have_another_name(
    folder: Path, pair: tuple[Path, Path], trusted: Trust
) -> None:
    sign(folder, pair[0])
    other = folder.rename(folder.with_name("elsewhere"))
    verify_officially(other, pair[1])
    verify(other, trusted)


@pytest.mark.parametrize("tamper", TAMPERED)
@pytest.mark.parametrize("signed", [sign, sign_officially])
def test_both_refuse_a_folder_that_was_tampered_with(
    folder: Path,
    pair: tuple[Path, Path],
    trusted: Trust,
    signed: Callable[[Path, Path], None],
    tamper: Callable[[Path], None],
) -> None:
    signed(folder, pair[0])
    tamper(folder)
    with pytest.raises(ValueError, match="mismatch"):
        verify_officially(folder, pair[1])
    with pytest.raises(SignatureError, match="not what was signed"):
        verify(folder, trusted)


@pytest.mark.parametrize("signed", [sign, sign_officially])
def test_both_refuse_another_key(
    folder: Path,
    pair: tuple[Path, Path],
    tmp_path: Path,
    signed: Callable[[Path, Path], None],
) -> None:
    _, other = keys.new(tmp_path / "other")
    signed(folder, pair[0])
    with pytest.raises(ValueError, match="mismatch"):
        verify_officially(folder, other)
    with pytest.raises(SignatureError, match="not trusted"):
        verify(folder, Trust((other.read_bytes(),)))


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()])
def test_every_curve_of_the_format_both_ways(
    folder: Path, tmp_path: Path, curve: ec.EllipticCurve
) -> None:
    made = ec.generate_private_key(curve)
    private, public = tmp_path / "key", tmp_path / "pub"
    private.write_bytes(
        made.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    )
    private.chmod(0o600)
    public.write_bytes(keys.pem(made.public_key()))
    sign_officially(folder, private)
    verify(folder, Trust((public.read_bytes(),)))
    sign(folder, private)
    verify_officially(folder, public)


def test_our_bundle_is_laid_out_as_the_official_one(folder: Path, pair: tuple[Path, Path]) -> None:
    sign_officially(folder, pair[0])
    theirs = json.loads((folder / SIGNATURE).read_bytes())
    sign(folder, pair[0])
    ours = json.loads((folder / SIGNATURE).read_bytes())
    for bundle in (theirs, ours):
        del bundle["dsseEnvelope"]["payload"], bundle["dsseEnvelope"]["signatures"][0]["sig"]
    assert ours == theirs


def test_what_the_official_signer_was_told_to_ignore_need_not_be_signed(
    folder: Path, pair: tuple[Path, Path], trusted: Trust
) -> None:
    (folder / ".git").mkdir()
    (folder / ".git/HEAD").write_bytes(b"")
    sign_officially(folder, pair[0])
    assert ".git/HEAD" not in verify(folder, trusted).files
    shutil.rmtree(folder / ".git")
    verify(folder, trusted)
