"""Signing without a key of one's own: Sigstore knows who somebody is from the token that the
environment offers (a CI job, a virtual machine), and writes into a public log what they signed.

Source: https://docs.sigstore.dev, and the package `sigstore`, which does all of it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdeploy.domain import Identity
from mcdeploy.errors import EnvironmentMissing, SignatureError

if TYPE_CHECKING:
    from sigstore.verify import Verifier

EXTRA = "pip install 'mcdeploy[keyless]'"


@dataclass(frozen=True, slots=True)
class Keyless:
    """Signs as whoever this environment is. Two signatures of one statement differ, and each
    stands in the public log."""

    def sign(self, statement: bytes) -> bytes:
        """Raises `SignatureError` when the environment offers no identity, or Sigstore does not
        answer."""
        try:
            from sigstore import dsse, errors, models, oidc, sign
        except ImportError as error:
            raise _missing() from error
        try:
            token = oidc.detect_credential()
            if token is None:
                raise _nobody()
            config = models.ClientTrustConfig.production()
            context = sign.SigningContext.from_trust_config(config)
            with context.signer(oidc.IdentityToken(token)) as signer:
                return signer.sign_dsse(dsse.Statement(statement)).to_json().encode()
        except (errors.Error, oidc.ExpiredIdentity, OSError) as error:
            raise SignatureError(
                "Sigstore",
                f"did not sign: {error}",
                remedy="run the same command again, or sign with a key: `signature: {key: FILE}`",
            ) from error


def authenticate(
    bundle: bytes, identities: tuple[Identity, ...], who: str
) -> tuple[bytes, Identity]:
    """What was signed, and which of these identities signed it. Raises `SignatureError`."""
    told = "nobody is trusted here"
    if identities:
        try:
            from sigstore import models
            from sigstore.verify import policy
        except ImportError as error:
            raise _missing() from error
        verifier = _verifier()
        for one in identities:
            wanted = policy.Identity(identity=one.subject, issuer=one.issuer)
            try:
                return verifier.verify_dsse(models.Bundle.from_json(bundle), wanted)[1], one
            except Exception as error:  # noqa: BLE001 - foreign bytes raise anything
                told = str(error)
    raise SignatureError(
        who,
        f"its keyless signature is of nobody who is trusted here: {told}",
        remedy="put the one whom you trust into `signature.identities`",
    )


def _verifier() -> "Verifier":
    """Against Sigstore's own root of trust: as it is today, or as it was when it was last asked."""
    from sigstore.errors import TUFError
    from sigstore.verify import Verifier

    try:
        return Verifier.production()
    except TUFError:
        return Verifier.production(offline=True)


def _nobody() -> SignatureError:
    return SignatureError(
        "signature.keyless",
        "this environment offers no identity to Sigstore",
        remedy="let the CI job have an OpenID token (GitHub: `permissions: id-token: write`), or"
        " sign with a key: `signature: {key: FILE}`",
    )


def _missing() -> EnvironmentMissing:
    return EnvironmentMissing(
        "sigstore", "the package is not installed, and the signature is keyless", remedy=EXTRA
    )
