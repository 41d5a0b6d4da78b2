"""Keys: elliptic curves of the kinds that the OpenSSF format knows, as PEM files."""

import hashlib
import os
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mcdeploy.errors import UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import (
        ECDSA,
        EllipticCurvePrivateKey,
        EllipticCurvePublicKey,
    )

PRIVATE = "mcdeploy.key"
PUBLIC = "mcdeploy.pub"
VARIABLE = "MCDEPLOY_KEY"
"""The environment variable that names the file of one's own private key."""

CURVES = {"secp256r1": "SHA256", "secp384r1": "SHA384", "secp521r1": "SHA512"}
"""Curves, each with the hash that belongs to it."""


def home(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder where one's own key is when nobody says anything else, by the XDG base directory
    specification, which ignores relative paths."""
    told = Path(environ.get("XDG_CONFIG_HOME") or "")
    return (told if told.is_absolute() else Path.home() / ".config") / "mcdeploy"


def own(environ: Mapping[str, str] = os.environ) -> Path | None:
    """The file of one's own private key: the one that `MCDEPLOY_KEY` names, else the one at home
    where there is one."""
    if told := environ.get(VARIABLE):
        return Path(told).expanduser()
    usual = home(environ) / PRIVATE
    return usual if usual.is_file() else None


def new(folder: Path) -> tuple[Path, Path]:
    """Make a key on the curve P-256: `mcdeploy.key`, for its owner's eyes only, and
    `mcdeploy.pub`, for everybody. Neither is ever written over: `UsageError`."""
    private, published = folder / PRIVATE, folder / PUBLIC
    secret, open_ = _pair()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if published.exists():
            raise _taken(published)
        _write(private, secret, 0o600)
        _write(published, open_, 0o644)
    except FileExistsError as error:
        raise _taken(Path(error.filename)) from error
    except OSError as error:
        raise UsageError(str(folder), f"cannot be written to: {error.strerror}") from error
    return private, published


def load(path: Path) -> "EllipticCurvePrivateKey":
    """The private key in a file. Raises `UsageError`, also when the file is ours and others can get
    at it: `ssh` does not use such a key either."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(_read(path), None)
    except TypeError as error:
        what, remedy = "is encrypted, and nobody is there to ask", "name a key without a password"
        raise UsageError(str(path), what, remedy=remedy) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _no_key(str(path)) from error
    if not isinstance(key, EllipticCurvePrivateKey) or key.curve.name not in CURVES:
        raise _no_key(str(path))
    _closed(path)
    return key


def load_public(path: Path) -> bytes:
    """The public key in a file, as PEM. Raises `UsageError`."""
    try:
        return pem(public(_read(path), str(path)))
    except ValueError as error:
        raise _no_key(str(path)) from error


def public(data: bytes, what: str) -> "EllipticCurvePublicKey":
    """The public key that is written there. Raises `ValueError`."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(data)
    except UnsupportedAlgorithm as error:
        raise ValueError(f"{what} is of an unknown kind") from error
    if not isinstance(key, EllipticCurvePublicKey) or key.curve.name not in CURVES:
        raise ValueError(f"{what} is on none of the curves P-256, P-384 and P-521")
    return key


def pem(key: "EllipticCurvePublicKey") -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def fingerprint(key: "EllipticCurvePublicKey") -> str:
    """The SHA-256 of the key's PEM, in hexadecimal: what the OpenSSF format calls the hint."""
    return hashlib.sha256(pem(key)).hexdigest()


def algorithm(key: "EllipticCurvePublicKey") -> "ECDSA":
    """ECDSA with the curve's own hash; signatures are deterministic (RFC 6979), so that the same
    key signs the same bytes alike."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.ECDSA(getattr(hashes, CURVES[key.curve.name])(), deterministic_signing=True)


def _pair() -> tuple[bytes, bytes]:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    made = ec.generate_private_key(ec.SECP256R1())
    secret = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return secret, pem(made.public_key())


def _closed(path: Path) -> None:
    """UsageError when the file is ours and others can get at it. The mode of somebody else's is not
    ours to change."""
    about = path.stat()
    if about.st_uid == os.getuid() and about.st_mode & 0o077:
        raise UsageError(
            str(path),
            "is a private key, and others than its owner can get at it",
            remedy=f"chmod 600 {shlex.quote(str(path))}; a mounted secret has a mode of its own to"
            " set",
        )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            str(path),
            f"cannot be read: {error.strerror}",
            remedy="name the file of a key; `mcdeploy keys new` makes one",
        ) from error


def _write(path: Path, data: bytes, mode: int) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(data)


def _taken(path: Path) -> UsageError:
    return UsageError(
        str(path), "is there already, and stays as it is", remedy="name another folder: -o DIR"
    )


def _no_key(who: str) -> UsageError:
    return UsageError(
        who,
        "is no key on the curve P-256, P-384 or P-521 in PEM",
        remedy="name another file; `mcdeploy keys new` makes a key",
    )
