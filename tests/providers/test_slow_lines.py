"""Lines on which a part takes longer than a connection may: every piece that goes out has its own
time, so a part arrives however long all of it takes."""

from collections.abc import Callable
from contextlib import closing

import pytest

from mcdeploy.domain import Target
from mcdeploy.store.contract import Part, Provider, Store, Upload
from mcdeploy_aws import provider as aws
from mcdeploy_azure import provider as azure
from mcdeploy_gcp import provider as gcp
from mcdeploy_gcp.sessions import Session

from .answering import Asked, Reply, answering

DATA = bytes(range(256)) * 2**16
PACE = 2**23
"""Bytes a second: all of it takes 2 s, a piece of it an eighth of one."""
TIMES = (0.5, 10.0)
"""Seconds to connect, and for an answer: of this test, shorter than the real ones."""

KEPT = {"aws": Reply(200, headers={"ETag": '"1"'}), "azure": Reply(201)}
KEPT["gcp"] = Reply(308, headers={"Range": f"bytes=0-{len(DATA) - 1}"})


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("mcdeploy_aws.client", "mcdeploy_azure.client", "mcdeploy_gcp.sessions"):
        monkeypatch.setattr(f"{module}.TIMEOUTS", TIMES)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AZURE_STORAGE_KEY", "a2V5")


def _opened(provider: Provider, name: str, **settings: object) -> closing[Store]:
    return closing(provider.open(Target(name, name, "", "us-east-1", settings=settings)))


def _aws(url: str) -> Part:
    with _opened(aws, "aws", bucket="models", endpoint=url) as store:
        return store.put_part(Upload("a", "1"), 1, DATA)


def _azure(url: str) -> Part:
    where = f"{url}/account"
    with _opened(azure, "azure", account="account", container="models", endpoint=where) as store:
        return store.put_part(Upload("a", "0" * 16), 1, DATA)


def _gcp(url: str) -> Part:
    session = Session(f"{url}/session", 2 * len(DATA), len(DATA), "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STORAGE_EMULATOR_HOST", url)
        with _opened(gcp, "gcp", bucket="models") as store:
            return store.put_part(Upload("a", session.encode()), 1, DATA)


@pytest.mark.parametrize(("name", "send"), [("aws", _aws), ("azure", _azure), ("gcp", _gcp)])
def test_a_part_may_take_longer_than_a_connection(name: str, send: Callable[[str], Part]) -> None:
    came: list[bytes] = []

    def keep(asked: Asked) -> Reply:
        came.append(asked.body)
        return KEPT[name]

    with answering(keep, pace=PACE) as url:
        assert send(url).size == len(DATA)
    assert came == [DATA]
