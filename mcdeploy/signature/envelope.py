"""How it is signed: a DSSE envelope in a Sigstore bundle, which is one line of JSON.

Read strictly: what is not known is refused, so that no bit of a bundle can change unseen.

Sources: https://github.com/secure-systems-lab/dsse/blob/master/protocol.md and
https://docs.sigstore.dev/about/bundle/, version 0.3.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Set
from dataclasses import dataclass

from mcdeploy.records import shape
from mcdeploy.records.shape import Misshapen
from mcdeploy.signature.keys import fingerprint, public
from mcdeploy.signature.statement import document

MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json"
PAYLOAD_TYPE = "application/vnd.in-toto+json"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What was signed, and the signature of `authentic(payload)`. `hint` is the fingerprint of the
    key that signed; empty where a certificate says who did."""

    payload: bytes
    signature: bytes
    hint: str


def authentic(payload: bytes) -> bytes:
    """DSSE's pre-authentication encoding: what is really signed."""
    head = f"DSSEv1 {len(PAYLOAD_TYPE)} {PAYLOAD_TYPE} {len(payload)} "
    return head.encode() + payload


def encode(envelope: Envelope) -> bytes:
    """The bundle of what a key signed; equal envelopes give equal bytes."""
    bundle = {
        "mediaType": MEDIA_TYPE,
        "verificationMaterial": {"publicKey": {"hint": envelope.hint}, "tlogEntries": []},
        "dsseEnvelope": {
            "payload": base64.b64encode(envelope.payload).decode(),
            "payloadType": PAYLOAD_TYPE,
            "signatures": [{"sig": base64.b64encode(envelope.signature).decode(), "keyid": ""}],
        },
    }
    return json.dumps(bundle, separators=(",", ":")).encode()


def parse(bundle: bytes) -> Envelope:
    """Raises `ValueError` where the bytes are no such bundle."""
    content = _only(document(bundle), {"mediaType", "verificationMaterial", "dsseEnvelope"}, "it")
    _exact(content.get("mediaType"), MEDIA_TYPE, "its media type")
    material = shape.mapping(content.get("verificationMaterial"), "its `verificationMaterial`")
    hint = "" if "certificate" in material else _hint(material)
    dsse = shape.mapping(content.get("dsseEnvelope"), "its `dsseEnvelope`")
    _only(dsse, {"payload", "payloadType", "signatures"}, "its `dsseEnvelope`")
    _exact(dsse.get("payloadType"), PAYLOAD_TYPE, "its payload type")
    return Envelope(_bytes(dsse.get("payload"), "its payload"), _signature(dsse), hint)


def _hint(material: Mapping[str, object]) -> str:
    """Of a bare key: nothing else stands beside it. Before version 1.1 the whole key stood there,
    and not its fingerprint."""
    if "publicKey" not in material:
        raise Misshapen("it is signed neither by a key nor keyless")
    _only(material, {"publicKey", "tlogEntries"}, "its `verificationMaterial`")
    if material.get("tlogEntries", []) != []:
        raise Misshapen("a key signed it, and entries of a log are beside it")
    key = shape.mapping(material["publicKey"], "its `publicKey`")
    if "hint" in key:
        _only(key, {"hint"}, "its `publicKey`")
        return shape.hexadecimal(key["hint"], 64, "the fingerprint of its key")
    _only(key, {"rawBytes", "keyDetails"}, "its `publicKey`")
    return fingerprint(public(_bytes(key.get("rawBytes"), "its key"), "its key"))


def _signature(dsse: Mapping[str, object]) -> bytes:
    signatures = shape.sequence(dsse.get("signatures"), "its `signatures`")
    if len(signatures) != 1:
        raise Misshapen("it has not one signature")
    one = _only(shape.mapping(signatures[0], "its signature"), {"sig", "keyid"}, "its signature")
    if one.get("keyid") not in (None, ""):
        raise Misshapen("its signature names a key")
    return _bytes(one.get("sig"), "its signature")


def _bytes(value: object, what: str) -> bytes:
    """Base64 in the one form that gives these bytes."""
    text = shape.text(value, what)
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        data = b""
    if not data or base64.b64encode(data).decode() != text:
        raise Misshapen(f"{what} is not in Base64")
    return data


def _exact(found: object, wanted: str, what: str) -> None:
    if found != wanted:
        raise Misshapen(f"{what} is not {wanted}")


def _only(content: Mapping[str, object], known: Set[str], what: str) -> Mapping[str, object]:
    if unknown := sorted(content.keys() - known):
        raise Misshapen(f"{what} has the unknown key {unknown[0]!r}")
    return content
