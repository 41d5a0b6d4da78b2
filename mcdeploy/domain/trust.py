"""Whose signature counts."""

from dataclasses import dataclass


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
