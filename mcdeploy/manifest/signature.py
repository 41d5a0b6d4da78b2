"""How releases are signed, and whose signatures count."""

from typing import Literal

from pydantic import Field

from mcdeploy.domain import Identity, Signing
from mcdeploy.manifest.part import Part, Text
from mcdeploy.manifest.plain import Text as Written
from mcdeploy.store.settings import FolderPath


class Somebody(Part):
    """Somebody whose keyless signature counts."""

    subject: Text = Field(
        description="Who: an e-mail address, or the URL of a CI job, as it stands in the "
        "certificate."
    )
    issuer: Text = Field(description="The URL of the OpenID provider that vouches for it.")


class Signature(Part):
    """How every release is signed, and whose signatures count when one is read."""

    key: FolderPath | None = Field(
        None,
        description="The file of the private key that signs; by default the one that MCDEPLOY_KEY "
        "names, else mcdeploy/mcdeploy.key below ~/.config.",
    )
    trust: tuple[FolderPath, ...] = Field(
        (), description="Files of public keys that count beside one's own."
    )
    identities: tuple[Somebody, ...] = Field(
        (), description="Those whose keyless signatures count."
    )
    keyless: bool = Field(
        False,
        description="Sign with no key, as the identity that the environment offers, by Sigstore; "
        "what is signed then stands in a public log.",
    )
    mode: Literal["required", "off"] = Field(
        "required", description="With off nothing is signed, and every release is believed."
    )


def signing(written: Signature, text: Written) -> Signing:
    """The same as the stages take it; a mistake is noted."""
    if written.keyless and written.key is not None:
        what = "names a key, and `keyless` says that there is none"
        text.wrong(("signature", "key"), what, key=True)
    return Signing(
        written.key,
        written.trust,
        tuple(Identity(one.subject, one.issuer) for one in written.identities),
        written.keyless,
        written.mode == "required",
    )
