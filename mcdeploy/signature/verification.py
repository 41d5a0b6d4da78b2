"""Is this what somebody trusted has signed?"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mcdeploy.domain import Signing, Trust
from mcdeploy.errors import SignatureError
from mcdeploy.records import shape
from mcdeploy.signature import envelope, keyless, keys, statement
from mcdeploy.signature.envelope import Envelope
from mcdeploy.signature.signer import key
from mcdeploy.signature.statement import Statement

TOLD = 5  # paths of a kind, in a message


@dataclass(frozen=True, slots=True)
class Signed:
    """What somebody trusted has signed; `by` is the fingerprint of a key, or an identity."""

    by: str
    statement: Statement

    def check(self, resources: Mapping[str, str], who: str) -> None:
        """Raises `SignatureError`, which names every file that was changed, that is missing, or
        that is there and was not signed."""
        if found := "; ".join(_differences(self.statement.resources, resources)):
            raise SignatureError(
                who,
                f"it is not what was signed: {found}",
                remedy="use none of it; fetch from another target, and look at who wrote to this"
                " one",
            )


def verify(bundle: bytes, resources: Mapping[str, str], trust: Trust, who: str) -> str:
    """Hold the files of a folder, all but the signature, against its signature. `resources` maps
    each path to the file's SHA-256 in hexadecimal; `who` is whose folder it is, for messages.

    Gives who signed: the fingerprint of a key, or an identity. Raises `SignatureError`.
    """
    signed = authenticate(bundle, trust, who)
    signed.check(resources, who)
    return signed.by


def authenticate(bundle: bytes, trust: Trust, who: str) -> Signed:
    """Who signed, and what. Raises `SignatureError` when the bundle is broken, or nobody whom
    `trust` names has signed it."""
    try:
        found = envelope.parse(bundle)
        by, payload = _by_key(found, trust, who) if found.hint else _by_identity(bundle, trust, who)
        return Signed(by, statement.parse(payload))
    except ValueError as error:
        raise SignatureError(
            who,
            f"its signature is broken: {error}",
            remedy="delete it where it lies in a bucket: the next apply signs the release again",
        ) from error


def trust(signing: Signing, environ: Mapping[str, str] = os.environ) -> Trust:
    """Whose signatures count: those that the manifest names, and one's own. Raises `UsageError`
    when a key cannot be read."""
    if not signing.required:
        return Trust(required=False)
    private = key(signing, environ)
    own = () if private is None else (keys.pem(keys.load(private).public_key()),)
    return Trust((*own, *map(keys.load_public, signing.trusted)), signing.identities)


def _by_key(found: Envelope, trust: Trust, who: str) -> tuple[str, bytes]:
    from cryptography.exceptions import InvalidSignature

    for data in trust.keys:
        public = keys.public(data, "a trusted key")
        if keys.fingerprint(public) == found.hint:
            signed = envelope.authentic(found.payload)
            try:
                public.verify(found.signature, signed, keys.algorithm(public))
            except InvalidSignature:
                raise ValueError("these bytes are not what the key signed") from None
            return found.hint, found.payload
    raise SignatureError(
        who,
        f"it is signed by the key {found.hint[:12]}, which is not trusted here",
        remedy="if you know whose it is, put the public key into `signature.trust`, or name it with"
        " --key",
    )


def _by_identity(bundle: bytes, trust: Trust, who: str) -> tuple[str, bytes]:
    payload, by = keyless.authenticate(bundle, trust.identities, who)
    return f"{by.subject} ({by.issuer})", payload


def _differences(signed: Mapping[str, str], found: Mapping[str, str]) -> Iterable[str]:
    changed = [path for path in signed if found.get(path, signed[path]) != signed[path]]
    yield from _told("changed", changed)
    yield from _told("missing", signed.keys() - found.keys())
    yield from _told("not signed", found.keys() - signed.keys())


def _told(what: str, paths: Iterable[str]) -> Iterable[str]:
    if named := [shape.shown(path) for path in sorted(paths)]:
        more = f" and {len(named) - TOLD:,} more" if len(named) > TOLD else ""
        yield f"{what}: {', '.join(named[:TOLD])}{more}"
