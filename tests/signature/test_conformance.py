"""The cases of the conformance suite of the OpenSSF Model Signing specification that are about
signatures of a key and can be told from its descriptions: each is made here, with keys of its own.
Cases of certificate chains, of shards and of other hashes are refused, in words.

Source: the specification, sections 4 to 11, and the list of its suite's cases
(https://github.com/ossf/model-signing-spec), read 2026-11-23.
"""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mcdeploy.domain import Trust
from mcdeploy.errors import SignatureError
from mcdeploy.signature import keys, statement
from mcdeploy.signature.envelope import PAYLOAD_TYPE
from mcdeploy.signature.folder import resources, verify
from mcdeploy.signature.signer import Key

NAME = "model.sig"

Bundle = dict[str, Any]
Change = Callable[[Bundle], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The suite's simple model."""
    where = tmp_path / "simple"
    where.mkdir()
    for name in ("signme-1", "signme-2"):
        (where / name).write_bytes(name.encode())
    return where


class Signed:
    """A folder, and how to sign it anew after a change of the statement or of the bundle."""

    def __init__(self, folder: Path, pair: tuple[Path, Path]) -> None:
        self.folder = folder
        self.key = Key(keys.load(pair[0]))
        self.public = pair[1].read_bytes()

    def statement(self, change: Change) -> None:
        """What is signed is changed, and then it is signed."""
        content: Bundle = json.loads(statement.encode(resources(self.folder, NAME), "simple"))
        change(content)
        self._write(self.key.sign(json.dumps(content, indent=2).encode()))

    def bundle(self, change: Change) -> None:
        """What is signed is changed afterwards."""
        said = statement.encode(resources(self.folder, NAME), "simple")
        content: Bundle = json.loads(self.key.sign(said))
        change(content)
        self._write(json.dumps(content, indent=2).encode())

    def verify(self) -> tuple[str, ...]:
        return verify(self.folder, Trust((self.public,)), NAME).files

    def _write(self, data: bytes) -> None:
        (self.folder / NAME).write_bytes(data)


@pytest.fixture
def signed(folder: Path, pair: tuple[Path, Path]) -> Signed:
    return Signed(folder, pair)


def as_the_go_client(bundle: Bundle) -> None:
    del bundle["verificationMaterial"]["tlogEntries"]
    del bundle["dsseEnvelope"]["signatures"][0]["keyid"]


def as_before_1_1(signed: Signed) -> Change:
    def change(bundle: Bundle) -> None:
        raw = base64.b64encode(signed.public).decode()
        details = {"rawBytes": raw, "keyDetails": "PKIX_ECDSA_P256_SHA_256"}
        bundle["verificationMaterial"] = {"publicKey": details}
        bundle["dsseEnvelope"]["signatures"][0]["keyid"] = None

    return change


def test_key_simple_and_the_layout_of_other_clients(signed: Signed) -> None:
    for change in (lambda bundle: bundle, as_the_go_client, as_before_1_1(signed)):
        signed.bundle(change)
        assert signed.verify() == ("signme-1", "signme-2")


def test_paths_that_the_statement_ignores_need_not_be_signed(signed: Signed) -> None:
    signed.statement(
        lambda said: said["predicate"]["serialization"].update(ignore_paths=["ignore-me", "cache"])
    )
    (signed.folder / "ignore-me").write_bytes(b"")
    (signed.folder / "cache").mkdir()
    (signed.folder / "cache/deep").write_bytes(b"")
    assert signed.verify() == ("signme-1", "signme-2")
    (signed.folder / "sub").mkdir()
    (signed.folder / "sub/cache").write_bytes(b"")
    with pytest.raises(SignatureError, match="not signed: sub/cache"):
        signed.verify()


@pytest.mark.parametrize("subject", ["model", "simple", "elsewhere"])
def test_the_name_of_the_subject_says_nothing(signed: Signed, subject: str) -> None:
    signed.statement(lambda said: said["subject"][0].update(name=subject))
    signed.verify()


def test_the_statement_of_before_1_1_names_no_ignored_paths(signed: Signed) -> None:
    signed.statement(lambda said: said["predicate"]["serialization"].pop("ignore_paths"))
    signed.verify()


def test_unknown_fields_of_a_resource_are_passed_over(signed: Signed) -> None:
    signed.statement(lambda said: said["predicate"]["resources"][0].update(uri="s3://b/k"))
    signed.verify()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda b: b.update(mediaType="application/json"), "media type"),
        (
            lambda b: b["dsseEnvelope"].update(payloadType="application/octet-stream"),
            "payload type",
        ),
        (lambda b: b["dsseEnvelope"].update(signatures=[]), "not one signature"),
        (lambda b: b.pop("dsseEnvelope"), "`dsseEnvelope` is no object"),
        (lambda b: b.pop("verificationMaterial"), "`verificationMaterial` is no object"),
        (lambda b: b["verificationMaterial"].pop("publicKey"), "neither by a key nor keyless"),
        (lambda b: b["verificationMaterial"].update(tlogEntries=[{}]), "entries of a log"),
        (
            lambda b: b.update(verificationMaterial={"x509CertificateChain": {"certificates": []}}),
            "neither by a key nor keyless",
        ),
        (
            lambda b: b.update(verificationMaterial={"certificate": {"rawBytes": ""}}),
            "nobody is trusted here",
        ),
        (lambda b: b["dsseEnvelope"].update(payload="e30="), "not what the key signed"),
        (lambda b: (b.clear(), b.update(garbage=True)), "unknown key 'garbage'"),
    ],
)
def test_a_bundle_that_was_changed_is_refused(signed: Signed, change: Change, told: str) -> None:
    signed.bundle(change)
    with pytest.raises(SignatureError, match=told):
        signed.verify()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda s: s.update(_type="https://in-toto.io/Statement/v0.1"), "_type"),
        (lambda s: s.update(predicateType="https://example.com/wrong/v1.0"), "predicateType"),
        (lambda s: s["predicate"].update(resources=[]), "names no file"),
        (lambda s: s["predicate"]["resources"].append(s["predicate"]["resources"][0]), "twice"),
        (lambda s: s["predicate"].pop("serialization"), "serialization"),
        (lambda s: s.pop("predicate"), "predicate"),
        (lambda s: s.update(subject=[]), "one subject"),
        (lambda s: s["subject"][0]["digest"].update(sha256="00" * 32), "subject"),
        (lambda s: s["predicate"]["serialization"].update(method="shards"), "method is not files"),
        (lambda s: s["predicate"]["serialization"].update(hash_type="blake3"), "not sha256"),
        (lambda s: s["predicate"]["resources"][0].update(algorithm="blake2b"), "not sha256"),
        (lambda s: s["predicate"]["serialization"].update(ignore_paths=["."]), "everything"),
        (lambda s: s["predicate"]["serialization"].update(ignore_paths=["/"]), "everything"),
        (lambda s: s["predicate"]["serialization"].update(ignore_paths=["../x"]), "everything"),
    ],
)
def test_a_statement_of_another_kind_is_refused_whoever_signed_it(
    signed: Signed, change: Change, told: str
) -> None:
    signed.statement(change)
    with pytest.raises(SignatureError, match=told):
        signed.verify()


@pytest.mark.parametrize("handcrafted", [b"", b"{}", b'{"garbage": true}', b"{", b"[" * 100_000])
def test_what_is_no_bundle_is_refused(signed: Signed, handcrafted: bytes) -> None:
    (signed.folder / NAME).write_bytes(handcrafted)
    with pytest.raises(SignatureError, match="broken"):
        signed.verify()


def test_a_truncated_bundle_is_refused(signed: Signed) -> None:
    signed.bundle(lambda bundle: bundle)
    (signed.folder / NAME).write_bytes((signed.folder / NAME).read_bytes()[:100])
    with pytest.raises(SignatureError, match="broken"):
        signed.verify()


def test_a_key_that_stands_twice_is_refused(signed: Signed) -> None:
    signed.bundle(lambda bundle: bundle)
    text = (signed.folder / NAME).read_text()
    (signed.folder / NAME).write_text(
        text.replace('"payloadType"', f'"payloadType": "{PAYLOAD_TYPE}", "payloadType"')
    )
    with pytest.raises(SignatureError, match="stands twice"):
        signed.verify()


@pytest.mark.parametrize("to", ["signme-1", "/etc/hostname", ".", "nowhere"])
def test_links_are_refused_wherever_they_lead(signed: Signed, to: str) -> None:
    signed.bundle(lambda bundle: bundle)
    (signed.folder / "link").symlink_to(to)
    with pytest.raises(SignatureError, match="link"):
        signed.verify()


def test_without_a_signature_nothing_is_believed(signed: Signed) -> None:
    with pytest.raises(SignatureError, match=r"holds no model\.sig"):
        signed.verify()
