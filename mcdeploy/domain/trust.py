"""Whose signature counts."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody whom an OpenID provider vouches for: the subject of the certificate that Sigstore
    gave, and the URL of the provider."""

    subject: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Trust:
    """`keys` are public keys, each as PEM; `identities` are those of keyless signatures. A reader
    believes a release that any of them has signed; where signatures are not `required`, it
    believes every release."""

    keys: tuple[bytes, ...] = ()
    identities: tuple[Identity, ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True)
class Signing:
    """How releases are signed, and whose signatures count. `key` is the file of a private key
    (None: the one that is at hand where the command runs); `keyless` asks Sigstore instead.
    Trusted are the files of public keys in `trusted`, the public half of one's own key, and
    `identities`."""

    key: Path | None = None
    trusted: tuple[Path, ...] = ()
    identities: tuple[Identity, ...] = ()
    keyless: bool = False
    required: bool = True
