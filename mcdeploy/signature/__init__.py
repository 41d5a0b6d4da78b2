"""Who released this: the OpenSSF model signature of a release's folder."""

from mcdeploy.signature.seal import Seal, resources
from mcdeploy.signature.signer import Signer, needed, signer
from mcdeploy.signature.verification import Signed, authenticate, trust, verify

__all__ = [
    "Seal",
    "Signed",
    "Signer",
    "authenticate",
    "needed",
    "resources",
    "signer",
    "trust",
    "verify",
]
