"""A Sigstore of our own, offline: a certificate authority, a log of certificates and a log of
signatures, with keys made here. Bundles are put together as the public one does it, and verified by
the real package `sigstore` against this root of trust. Only the services' HTTP is not played.

Sources: RFC 6962 (certificate transparency), sections 3.2 to 3.4;
https://github.com/sigstore/protobuf-specs; https://github.com/sigstore/rekor, type dsse 0.0.1;
https://github.com/transparency-dev/formats/tree/main/log, checkpoints.
"""

import base64
import hashlib
import json
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, NameOID, ObjectIdentifier
from sigstore.models import TrustedRoot

from mcdeploy.domain import Identity
from mcdeploy.signature.envelope import MEDIA_TYPE, PAYLOAD_TYPE, authentic

ISSUER = ObjectIdentifier("1.3.6.1.4.1.57264.1.1")
ORIGIN = "log.example"
ECDSA = ec.ECDSA(hashes.SHA256())
DETAILS = "PKIX_ECDSA_P256_SHA_256"
LONG_AGO = "2020-01-01T00:00:00Z"

Json = dict[str, Any]


def base64_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def spki(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def key_id(key: ec.EllipticCurvePrivateKey) -> bytes:
    return hashlib.sha256(spki(key)).digest()


class LocalSigstore:
    """`sign` gives the bundle of a statement, `root` the root of trust that knows its keys."""

    def __init__(self) -> None:
        self.authority, self.certificates, self.log = (
            ec.generate_private_key(ec.SECP256R1()) for _ in range(3)
        )
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "authority.example")])
        self.certificate = self._authority()

    def root(self, folder: Path) -> TrustedRoot:
        """Written into the folder, for the package reads it from a file."""
        authority = {
            "subject": {"organization": "example", "commonName": "authority.example"},
            "uri": "https://authority.example",
            "certChain": {
                "certificates": [
                    {"rawBytes": base64_of(self.certificate.public_bytes(Encoding.DER))}
                ]
            },
            "validFor": {"start": LONG_AGO},
        }
        document = {
            "mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
            "tlogs": [_instance(self.log)],
            "certificateAuthorities": [authority],
            "ctlogs": [_instance(self.certificates)],
            "timestampAuthorities": [],
        }
        (folder / "root.json").write_text(json.dumps(document))
        return TrustedRoot.from_file(str(folder / "root.json"))

    def sign(self, statement: bytes, identity: Identity) -> bytes:
        """A key for this once, its certificate, and the entry in the log."""
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = self._leaf(key, identity)
        signature = key.sign(authentic(statement), ECDSA)
        bundle = {
            "mediaType": MEDIA_TYPE,
            "verificationMaterial": {
                "certificate": {"rawBytes": base64_of(leaf.public_bytes(Encoding.DER))},
                "tlogEntries": [self._entry(statement, signature, leaf)],
            },
            "dsseEnvelope": {
                "payload": base64_of(statement),
                "payloadType": PAYLOAD_TYPE,
                "signatures": [{"sig": base64_of(signature)}],
            },
        }
        return json.dumps(bundle).encode()

    def _authority(self) -> x509.Certificate:
        builder = self._builder(self.authority, self.name)
        builder = builder.add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
        return builder.sign(self.authority, hashes.SHA256())

    def _leaf(self, key: ec.EllipticCurvePrivateKey, who: Identity) -> x509.Certificate:
        """Twice: the log signs what the certificate says without the log's own signature."""
        builder = self._builder(key, x509.Name([]))
        names = x509.SubjectAlternativeName([x509.RFC822Name(who.subject)])
        builder = builder.add_extension(names, critical=True)
        builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING])
        builder = builder.add_extension(usage, critical=False)
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.authority.public_key())
        builder = builder.add_extension(authority, critical=False)
        issuer = x509.UnrecognizedExtension(ISSUER, who.issuer.encode())
        builder = builder.add_extension(issuer, critical=False)
        before = builder.sign(self.authority, hashes.SHA256())
        stamp = x509.UnrecognizedExtension(
            ExtensionOID.PRECERT_SIGNED_CERTIFICATE_TIMESTAMPS,
            self._timestamps(before.tbs_certificate_bytes),
        )
        return builder.add_extension(stamp, critical=False).sign(self.authority, hashes.SHA256())

    def _builder(
        self, key: ec.EllipticCurvePrivateKey, subject: x509.Name
    ) -> x509.CertificateBuilder:
        minutes = timedelta(minutes=10)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.now - minutes)
            .not_valid_after(self.now + minutes)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
        )

    def _timestamps(self, certificate: bytes) -> bytes:
        """RFC 6962, 3.2 and 3.3: a list of one signed timestamp, in a DER octet string."""
        when = int(self.now.timestamp() * 1000)
        length = len(certificate).to_bytes(3, "big")
        signed = struct.pack(">BBQH", 0, 0, when, 1) + key_id(self.authority)
        signature = self.certificates.sign(signed + length + certificate + b"\0\0", ECDSA)
        head = (
            b"\0" + key_id(self.certificates) + struct.pack(">QHBBH", when, 0, 4, 3, len(signature))
        )
        stamp = head + signature
        listed = struct.pack(">HH", len(stamp) + 2, len(stamp)) + stamp
        return b"\x04" + bytes([len(listed)]) + listed

    def _entry(self, statement: bytes, signature: bytes, leaf: x509.Certificate) -> Json:
        body = _canonical(
            {
                "apiVersion": "0.0.1",
                "kind": "dsse",
                "spec": {
                    "envelopeHash": {"algorithm": "sha256", "value": "00" * 32},
                    "payloadHash": {
                        "algorithm": "sha256",
                        "value": hashlib.sha256(statement).hexdigest(),
                    },
                    "signatures": [
                        {
                            "signature": base64_of(signature),
                            "verifier": base64_of(leaf.public_bytes(Encoding.PEM)),
                        }
                    ],
                },
            }
        )
        return {
            "logIndex": "0",
            "logId": {"keyId": base64_of(key_id(self.log))},
            "kindVersion": {"kind": "dsse", "version": "0.0.1"},
            "integratedTime": str(int(self.now.timestamp())),
            "inclusionPromise": {"signedEntryTimestamp": base64_of(self._promise(body))},
            "inclusionProof": self._proof(body),
            "canonicalizedBody": base64_of(body),
        }

    def _promise(self, body: bytes) -> bytes:
        promised = {
            "body": base64_of(body),
            "integratedTime": int(self.now.timestamp()),
            "logID": key_id(self.log).hex(),
            "logIndex": 0,
        }
        return self.log.sign(_canonical(promised), ECDSA)

    def _proof(self, body: bytes) -> Json:
        """Of a log with this one entry: its root is the leaf."""
        root = hashlib.sha256(b"\0" + body).digest()
        note = f"{ORIGIN}\n1\n{base64_of(root)}\n"
        signature = key_id(self.log)[:4] + self.log.sign(note.encode(), ECDSA)
        return {
            "logIndex": "0",
            "rootHash": base64_of(root),
            "treeSize": "1",
            "hashes": [],
            "checkpoint": {"envelope": f"{note}\n\N{EM DASH} {ORIGIN} {base64_of(signature)}\n"},
        }


def _instance(key: ec.EllipticCurvePrivateKey) -> Json:
    public = {
        "rawBytes": base64_of(spki(key)),
        "keyDetails": DETAILS,
        "validFor": {"start": LONG_AGO},
    }
    return {
        "baseUrl": f"https://{ORIGIN}",
        "hashAlgorithm": "SHA2_256",
        "publicKey": public,
        "logId": {"keyId": base64_of(key_id(key))},
    }


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _canonical(value: Json) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
