"""The policy on the page suffices for an apply, and each of its actions is needed: asked of moto,
which enforces policies."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

import mcdeploy
from mcdeploy.errors import AccessDenied
from mcdeploy.records.keys import Keys
from mcdeploy.sandbox.start import running
from mcdeploy.store import registry
from mcdeploy.testing.emulators import require
from mcdeploy.testing.moto import MOTO
from tests.docs.page import ROOT, blocks

(POLICY,) = [
    json.loads(block.text)
    for block in blocks((ROOT / "docs" / "permissions.md").read_text())
    if block.language == "json"
]
ACTIONS = sorted(action for statement in POLICY["Statement"] for action in statement["Action"])
LARGE = 9 * 2**20  # bytes; more than what is sent as one object
EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}  # fmt: skip  # noqa: E501
MANIFEST = """\
apiVersion: mcdeploy/v1
kind: Deployment
name: digits
model: {{path: ./weights}}
targets:
  - {{name: moto, provider: aws, endpoint: "{url}", bucket: models-virginia}}
"""

Keypair = tuple[str, str]
Allow = Callable[[set[str]], None]


class Account:
    """An AWS account with two users: one who may do anything, and the releaser."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client("s3", ("any", "any")).create_bucket(Bucket="models-virginia")
        iam = self._client("iam", ("any", "any"))
        self.admin, self.releaser = self._user(iam, "admin"), self._user(iam, "releaser")
        iam.put_user_policy(
            UserName="admin", PolicyName="it", PolicyDocument=json.dumps(EVERYTHING)
        )
        reset = urllib.request.Request(  # noqa: S310
            f"{url}/moto-api/reset-auth", b"0", {"Content-Type": "text/plain"}, method="POST"
        )
        urllib.request.urlopen(reset, timeout=10).close()  # noqa: S310

    def allow(self, actions: set[str]) -> None:
        """Let the releaser do those of the policy's actions, where the policy allows them."""
        statements = [
            {**one, "Action": [action for action in one["Action"] if action in actions]}
            for one in POLICY["Statement"]
        ]
        self._client("iam", self.admin).put_user_policy(
            UserName="releaser",
            PolicyName="it",
            PolicyDocument=json.dumps({**POLICY, "Statement": statements}),
        )

    def _user(self, iam: Any, name: str) -> Keypair:
        iam.create_user(UserName=name)
        key = iam.create_access_key(UserName=name)["AccessKey"]
        return key["AccessKeyId"], key["SecretAccessKey"]

    def _client(self, service: str, key: Keypair) -> Any:
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id=key[0],
            aws_secret_access_key=key[1],
        )


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """On a moto of its own: once it enforces policies, it does so for everybody."""
    require(MOTO)
    with running(MOTO, tmp_path_factory.mktemp("account")) as begun:
        yield Account(begun.url)


@pytest.fixture
def become(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Keypair], None]:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.delenv("AWS_PROFILE", raising=False)

    def take(key: Keypair) -> None:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", key[0])
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", key[1])

    return take


@pytest.fixture
def deployment(
    account: Account, become: Callable[[Keypair], None], tmp_path: Path
) -> mcdeploy.Deployment:
    """Weights that were never released, and an upload of theirs that a dead process left."""
    (tmp_path / "manifest.yaml").write_text(MANIFEST.format(url=account.url))
    (tmp_path / "weights").write_bytes(str(tmp_path).encode().ljust(LARGE))
    (deployment,) = mcdeploy.load(tmp_path / "manifest.yaml")
    become(account.admin)
    store = registry.provider("aws").open(deployment.manifest.targets[0])
    release = deployment.build().release.id
    store.begin(Keys("", "digits").file(release, "model/weights"), LARGE, LARGE)
    store.close()
    become(account.releaser)
    return deployment


def test_the_policy_suffices(account: Account, deployment: mcdeploy.Deployment) -> None:
    account.allow(set(ACTIONS))
    assert list(deployment.apply().landed) == ["moto"]


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_of_the_policy_is_needed(
    action: str, account: Account, deployment: mcdeploy.Deployment
) -> None:
    account.allow(set(ACTIONS) - {action})
    with pytest.raises(AccessDenied):
        deployment.apply()
