"""Who signs: a key of one's own, or somebody whom Sigstore knows."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mcdeploy.domain import Signing
from mcdeploy.errors import UsageError
from mcdeploy.signature import keys
from mcdeploy.signature.envelope import Envelope, authentic, encode
from mcdeploy.signature.keyless import Keyless

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey


class Signer(Protocol):
    """Signs statements."""

    def sign(self, statement: bytes) -> bytes:
        """The bundle of a signed statement. Raises `SignatureError` when that cannot be done."""


@dataclass(frozen=True, slots=True)
class Key:
    """Signs with a private key: the same statement always gives the same bundle."""

    private: "EllipticCurvePrivateKey"

    def sign(self, statement: bytes) -> bytes:
        public = self.private.public_key()
        signature = self.private.sign(authentic(statement), keys.algorithm(public))
        return encode(Envelope(statement, signature, keys.fingerprint(public)))


def signer(signing: Signing, environ: Mapping[str, str] = os.environ) -> Signer | None:
    """Who signs here; None where there is neither a key nor a wish to sign without one. Raises
    `UsageError` when the key that is named cannot be read."""
    if signing.keyless:
        return Keyless()
    path = key(signing, environ)
    return None if path is None else Key(keys.load(path))


def needed(signing: Signing, environ: Mapping[str, str] = os.environ) -> Signer | None:
    """The same, where releases are signed at all; `UsageError` where they are and nobody can."""
    if not signing.required:
        return None
    found = signer(signing, environ)
    if found is None:
        raise UsageError(
            "signature",
            "every release is signed, and there is no key here to sign with",
            remedy="make one with `mcdeploy keys new`, or name one with `signature: {key: FILE}` or"
            f" in {keys.VARIABLE}",
        )
    return found


def key(signing: Signing, environ: Mapping[str, str] = os.environ) -> Path | None:
    """The file of the private key: what the manifest names comes first."""
    return signing.key or keys.own(environ)
