"""Keyless signatures, verified by the real package against a Sigstore of our own. What is mocked is
what no emulator has: the token of a CI job, and the HTTP of the authority and of the log."""

import base64
import contextlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sigstore import errors, models, oidc, sign
from sigstore import verify as verifying
from sigstore.dsse import Statement

from mcdeploy.domain import Identity, Signing, Trust
from mcdeploy.errors import EnvironmentMissing, SignatureError
from mcdeploy.signature import keys, statement, verify
from mcdeploy.signature.signer import Key, needed
from tests.signature.local_sigstore import LocalSigstore

JOB = Identity("job@models.example", "https://issuer.example")
RESOURCES = {"release.json": "ab" * 32, "model/weights": "cd" * 32}
SAID = statement.encode(RESOURCES, "demo")
TRUST = Trust(identities=(JOB,))


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalSigstore:
    """The public Sigstore's root of trust is this one's."""
    made = LocalSigstore()
    root = made.root(tmp_path)

    def production(*, offline: bool = False) -> verifying.Verifier:
        del offline
        return verifying.Verifier(trusted_root=root)

    monkeypatch.setattr(verifying.Verifier, "production", production)
    return made


@pytest.fixture
def job(local: LocalSigstore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A CI job whose token the authority takes."""

    class Signer:
        def sign_dsse(self, said: Statement) -> models.Bundle:
            return models.Bundle.from_json(local.sign(said._contents, JOB))

    class Context:
        @contextmanager
        def signer(self, token: str) -> Iterator[Signer]:
            assert token == "token"
            yield Signer()

    monkeypatch.setattr(oidc, "detect_credential", lambda: "token")
    monkeypatch.setattr(oidc, "IdentityToken", str)
    monkeypatch.setattr(models.ClientTrustConfig, "production", lambda: None)
    monkeypatch.setattr(
        sign.SigningContext, "from_trust_config", lambda config: config or Context()
    )


@pytest.mark.usefixtures("job")
def test_what_a_job_signs_is_believed() -> None:
    signer = needed(Signing(keyless=True), {})
    assert signer is not None
    bundle = signer.sign(SAID)
    assert verify(bundle, RESOURCES, TRUST, "aws") == "job@models.example (https://issuer.example)"


def test_any_of_several_identities_counts(local: LocalSigstore) -> None:
    other = Identity("other@models.example", JOB.issuer)
    assert "job@" in verify(local.sign(SAID, JOB), RESOURCES, Trust(identities=(other, JOB)), "aws")


@pytest.mark.parametrize(
    "identities",
    [
        (),
        (Identity("other@models.example", JOB.issuer),),
        (Identity(JOB.subject, "https://other.example"),),
    ],
)
def test_nobody_else_is(local: LocalSigstore, identities: tuple[Identity, ...]) -> None:
    with pytest.raises(SignatureError, match="nobody who is trusted"):
        verify(local.sign(SAID, JOB), RESOURCES, Trust(identities=identities), "aws")


def test_another_root_of_trust_vouches_for_nobody(local: LocalSigstore) -> None:
    del local
    with pytest.raises(SignatureError, match="nobody who is trusted"):
        verify(LocalSigstore().sign(SAID, JOB), RESOURCES, TRUST, "aws")


def test_what_was_changed_is_refused(local: LocalSigstore) -> None:
    bundle = local.sign(SAID, JOB)
    with pytest.raises(SignatureError, match="changed: model/weights"):
        verify(bundle, RESOURCES | {"model/weights": "ce" * 32}, TRUST, "aws")
    content = json.loads(bundle)
    other = base64.b64encode(SAID.replace(b"abab", b"abac")).decode()
    content["dsseEnvelope"]["payload"] = other
    with pytest.raises(SignatureError, match="nobody who is trusted"):
        verify(json.dumps(content).encode(), RESOURCES, TRUST, "aws")


def test_whatever_bit_was_flipped_nothing_else_is_believed(local: LocalSigstore) -> None:
    """Or the error says so: what Sigstore adds beside the signature may be read leniently."""
    bundle = local.sign(SAID, JOB)
    for at in range(0, len(bundle) * 8, 97):
        flipped = bytearray(bundle)
        flipped[at // 8] ^= 1 << at % 8
        with contextlib.suppress(SignatureError):
            assert verify(bytes(flipped), RESOURCES, TRUST, "aws").startswith("job@")


def test_a_key_vouches_for_no_identity_and_an_identity_for_no_key(
    local: LocalSigstore, pair: tuple[Path, Path]
) -> None:
    with pytest.raises(SignatureError, match="not trusted"):
        verify(Key(keys.load(pair[0])).sign(SAID), RESOURCES, TRUST, "aws")
    with pytest.raises(SignatureError, match="nobody is trusted"):
        verify(local.sign(SAID, JOB), RESOURCES, Trust((pair[1].read_bytes(),)), "aws")


def test_without_an_identity_the_remedy_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oidc, "detect_credential", lambda: None)
    signer = needed(Signing(keyless=True), {})
    assert signer is not None
    with pytest.raises(SignatureError, match="offers no identity") as refused:
        signer.sign(SAID)
    assert "id-token: write" in refused.value.remedy


def test_where_sigstore_does_not_answer_the_last_root_of_trust_counts(
    local: LocalSigstore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def production(*, offline: bool = False) -> verifying.Verifier:
        asked.append(offline)
        if not offline:
            raise errors.TUFError("no answer")
        return verifying.Verifier(trusted_root=local.root(tmp_path))

    monkeypatch.setattr(verifying.Verifier, "production", production)
    verify(local.sign(SAID, JOB), RESOURCES, TRUST, "aws")
    assert asked == [False, True]


def test_without_the_package_the_remedy_names_it(
    local: LocalSigstore, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = local.sign(SAID, JOB)
    monkeypatch.setitem(sys.modules, "sigstore", None)
    signer = needed(Signing(keyless=True), {})
    assert signer is not None
    for ask in (lambda: signer.sign(SAID), lambda: verify(bundle, RESOURCES, TRUST, "aws")):
        with pytest.raises(EnvironmentMissing) as missing:
            ask()
        assert "mcdeploy[keyless]" in missing.value.remedy
