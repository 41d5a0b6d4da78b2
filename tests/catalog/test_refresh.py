"""Prices from the providers' public APIs, which a mock plays: no emulator has them."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mcdeploy.catalog import prices, refreshed
from mcdeploy.domain import PriceKind
from mcdeploy.errors import UsageError
from mcdeploy.operations.refresh_prices import Refreshed, refresh_prices
from tests.catalog.price_apis import KEY, S3, TRANSFER, PriceApis, aws_s3, azure_item, gcp_sku
from tests.catalog.price_apis import price_apis as served

TODAY = date(2026, 11, 30)


@pytest.fixture
def apis() -> Iterator[PriceApis]:
    with served() as apis:
        yield apis


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the refreshed prices go."""
    path = tmp_path / "data" / "prices.csv"
    monkeypatch.setenv(refreshed.VARIABLE, str(path))
    return path


def refresh(apis: PriceApis, *clouds: str, key: str = KEY) -> Refreshed:
    return refresh_prices(
        clouds or ("aws", "azure", "gcp"),
        endpoints=apis.endpoints,
        environ={"GOOGLE_API_KEY": key},
        today=TODAY,
    )


def test_what_aws_lists(apis: PriceApis) -> None:
    found = refresh(apis, "aws")
    assert found.kept == {}
    assert found.taken == {"aws": 5}
    assert prices.storage("us-east-1").dollars == 0.024
    assert prices.writes("us-east-1").dollars == 0.06
    assert prices.reads("us-east-1").dollars == 0.004
    assert prices.egress("us-east-1").dollars == 0.085
    assert prices.transfer("us-east-1", "us-east-2").dollars == 0.011
    assert prices.transfer("us-east-1", "us-west-2").dollars == 0.02
    assert prices.storage("eu-west-1").as_of == "2026-07-01"


def test_each_number_says_where_it_stands_and_since_when(apis: PriceApis) -> None:
    refresh(apis, "aws", "azure", "gcp")
    storage = prices.storage("us-east-1")
    assert storage.source == f"list price: {apis.url}/aws{S3}/20261101/us-east-1/index.json"
    assert storage.as_of == "2026-11-30"
    assert prices.egress("westeurope").source == f"list price: {apis.url}/azure"
    assert prices.reads("europe-west1").source.endswith("Regional Standard Class B Operations")


def test_what_azure_lists(apis: PriceApis) -> None:
    found = refresh(apis, "azure")
    assert found.kept == {}
    assert prices.storage("westeurope").dollars == 0.0196
    assert prices.writes("westeurope").dollars == 0.054
    assert prices.reads("westeurope").dollars == 0.0043
    assert prices.egress("westeurope").dollars == 0.087
    assert prices.transfer("westeurope", "northeurope").dollars == 0.021
    assert prices.transfer("westeurope", "eastus").dollars == 0.05
    assert prices.storage("eastus").as_of != "2026-11-30"


def test_what_google_lists(apis: PriceApis) -> None:
    found = refresh(apis, "gcp")
    assert found.kept == {}
    assert prices.storage("us-central1").dollars == 0.021
    assert prices.writes("gcp:europe-west1").dollars == 0.05
    assert prices.reads("gcp:europe-west1").dollars == 0.004
    assert prices.egress("gcp:europe-west1").dollars == 0.11
    assert prices.transfer("gcp:europe-west1", "aws:ap-southeast-2").dollars == 0.19
    assert prices.transfer("gcp:europe-west1", "gcp:us-east1").dollars == 0.05
    assert prices.transfer("gcp:us-east1", "gcp:europe-west1").dollars == 0.05


def test_the_key_goes_into_a_header_and_into_no_url(apis: PriceApis, file: Path) -> None:
    refresh(apis)
    assert set(apis.keys) == {KEY}
    assert len(apis.keys) == 3
    assert not any(KEY in path for path in apis.asked)
    assert KEY not in file.read_text()


def test_without_a_key_google_keeps_its_prices(apis: PriceApis) -> None:
    found = refresh(apis, key="")
    assert set(found.taken) == {"aws", "azure"}
    assert "GOOGLE_API_KEY" in found.kept["gcp"]
    assert apis.keys == []


def test_it_says_what_changed_and_from_what(apis: PriceApis) -> None:
    changes = {(one.kind, one.key): one for one in refresh(apis).changes}
    storage = changes[PriceKind.STORAGE, ("aws", "us-east-1", "")]
    assert storage.before is not None
    assert (storage.before.dollars, storage.after.dollars) == (0.023, 0.024)
    ohio = changes[PriceKind.TRANSFER, ("aws", "us-east-1", "us-east-2")]
    assert ohio.before is not None
    assert (ohio.before.dollars, ohio.after.dollars) == (0.01, 0.011)
    atlantic = changes[PriceKind.TRANSFER, ("gcp", "europe", "north-america")]
    assert atlantic.before is not None
    assert atlantic.before.dollars == 0.08
    assert (PriceKind.READS, ("aws", "us-east-1", "")) not in changes
    assert (PriceKind.TRANSFER, ("azure", "westeurope", "*")) not in changes


def test_the_second_time_nothing_changes(apis: PriceApis, file: Path) -> None:
    first, lines = refresh(apis), file.read_text()
    again = refresh(apis)
    assert first.changes
    assert again.changes == ()
    assert file.read_text() == lines


def test_what_is_not_answered_today_stays_as_it_was_yesterday(apis: PriceApis) -> None:
    refresh(apis)
    apis.azure = [azure_item("Hot LRS Data Stored", "1 GB/Month", 0.0199)]
    refresh(apis, "azure")
    assert prices.storage("westeurope").dollars == 0.0199
    assert prices.egress("westeurope").dollars == 0.087
    assert prices.storage("us-east-1").dollars == 0.024


@pytest.mark.parametrize("cloud", ["aws", "azure", "gcp"])
def test_p3_a_cloud_that_does_not_answer_keeps_its_prices(apis: PriceApis, cloud: str) -> None:
    apis.status[cloud] = 503
    found = refresh(apis)
    assert "503" in found.kept[cloud]
    assert set(found.taken) == {"aws", "azure", "gcp"} - {cloud}


def test_where_nobody_answers_nothing_is_written(file: Path) -> None:
    with served() as apis:
        pass  # it is gone
    found = refresh(apis)
    assert set(found.kept) == {"aws", "azure", "gcp"}
    assert found.taken == {}
    assert not file.exists()


def test_a_redirect_is_not_followed(apis: PriceApis) -> None:
    """It would take the key along."""
    apis.status["gcp"], apis.location = 302, f"{apis.url}/elsewhere"
    assert "302" in refresh(apis, "gcp").kept["gcp"]
    assert not any("elsewhere" in path for path in apis.asked)
    assert len(apis.keys) == 1


def test_a_page_on_another_host_is_not_asked_for(apis: PriceApis) -> None:
    there = f"{apis.url.replace('127.0.0.1', 'localhost')}/azure"
    item = azure_item("Hot LRS Data Stored", "1 GB/Month", 0.0199)
    apis.replies["/azure"] = {"Items": [item], "NextPageLink": there}
    assert "leads away from 127.0.0.1" in refresh(apis, "azure").kept["azure"]
    assert len(apis.asked) == 1


INDEX = f"/aws{S3}/current/region_index.json"
OFFER = f"/aws{S3}/20261101/us-east-1/index.json"


@pytest.mark.parametrize(
    ("path", "reply"),
    [
        (INDEX, b"<html>out of order</html>"),
        (INDEX, b"\xff\xfe"),
        (INDEX, {"regions": []}),
        (INDEX, {"regions": {"us-east-1": {"currentVersionUrl": "https://elsewhere/x.json"}}}),
        (INDEX, {"regions": {"us-east-1": {"currentVersionUrl": "/offers/../secret"}}}),
        (OFFER, b'{"products": {"A": {"attributes": {}}'),
        (OFFER, {"products": {"A": 1}}),
        (OFFER, aws_s3("-0.01")),
        (OFFER, aws_s3("250")),
        (OFFER, aws_s3("NaN")),
        (OFFER, aws_s3("dear")),
        ("/azure", {"Items": [{"retailPrice": 0.02}]}),
        ("/azure", {"Items": [azure_item("x", "y", 1.0, currencyCode="EUR")]}),
        ("/azure", {"Items": [azure_item("Hot LRS Data Stored", "1 TB/Month", 1.0)]}),
        ("/azure", {"Items": [azure_item("Hot Read Operations", "10K", 9.0)]}),
        ("/azure", {"Items": [], "NextPageLink": "http://127.0.0.2/azure"}),
        ("/azure", {"Items": []}),
        ("/azure", b"[" * 100_000),
        ("/gcp/v1/services/95FF-2EF5-5EA1/skus", {"skus": [{"description": "x"}]}),
        ("/gcp/v1/services/95FF-2EF5-5EA1/skus", {"error": {"code": 403}}),
        (
            "/gcp/v1/services/95FF-2EF5-5EA1/skus",
            {"skus": [gcp_sku("Regional Standard Class A Operations", "h", (0, 5000))]},
        ),
    ],
)
def test_a_cloud_that_speaks_nonsense_keeps_its_prices(
    apis: PriceApis, path: str, reply: object
) -> None:
    cloud = path.split("/")[1]
    before = prices.storage("us-east-1"), prices.storage("westeurope"), prices.reads("us-central1")
    apis.replies[path] = reply
    found = refresh(apis, cloud)
    assert list(found.kept) == [cloud]
    assert "\n" not in found.kept[cloud]
    after = prices.storage("us-east-1"), prices.storage("westeurope"), prices.reads("us-central1")
    assert after == before


def test_pages_without_an_end_are_given_up(apis: PriceApis) -> None:
    item = azure_item("Hot LRS Data Stored", "1 GB/Month", 0.0199)
    apis.replies["/azure"] = {"Items": [item], "NextPageLink": f"{apis.url}/azure?again"}
    assert "no end" in refresh(apis, "azure").kept["azure"]


def test_an_answer_that_breaks_off_is_no_answer(apis: PriceApis) -> None:
    reply = b'{"products": {}, "terms": {}}'
    apis.replies[f"/aws{TRANSFER}/20261101/us-east-1/index.json"] = reply
    assert refresh(apis, "aws").taken == {"aws": 3}
    apis.replies[f"/aws{TRANSFER}/20261101/us-east-1/index.json"] = reply[:-3]
    assert "ends in the middle" in refresh(apis, "aws").kept["aws"]


def test_a_cloud_that_publishes_no_prices(apis: PriceApis) -> None:
    with pytest.raises(UsageError, match="local"):
        refresh(apis, "local")


def test_where_the_file_cannot_be_written(apis: PriceApis, file: Path) -> None:
    file.parent.write_text("a file where the folder should be")
    with pytest.raises(UsageError) as caught:
        refresh(apis, "aws")
    assert refreshed.VARIABLE in caught.value.remedy


# --- the file -------------------------------------------------------------------------------


def test_a_file_that_is_none_of_ours_is_told(file: Path) -> None:
    file.parent.mkdir()
    for text in ("kind,provider\nstorage,aws\n", f"{','.join(refreshed.COLUMNS)}\nstorage,aws,x,,"):
        file.write_text(text)
        os.utime(file, ns=(len(text), len(text)))
        with pytest.raises(UsageError, match=r"line 2 is no price") as caught:
            prices.storage("us-east-1")
        assert "prices refresh" in caught.value.remedy


def test_where_the_file_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(refreshed.VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert refreshed.path() == Path("/data/mcdeploy/prices.csv")
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert refreshed.path() == Path.home() / ".local/share/mcdeploy/prices.csv"
