"""Who released this: the OpenSSF model signature of a release's folder."""

from mcdeploy.signature.bucket import check, check_document, read
from mcdeploy.signature.resources import resources
from mcdeploy.signature.seal import Seal
from mcdeploy.signature.signer import Signer, needed, signer
from mcdeploy.signature.verification import trust, verify

__all__ = [
    "Seal",
    "Signer",
    "check",
    "check_document",
    "needed",
    "read",
    "resources",
    "signer",
    "trust",
    "verify",
]
