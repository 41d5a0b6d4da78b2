"""The monthly bill and the prices on the command line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mcdeploy.catalog import refreshed
from mcdeploy.catalog.bill import Usage, charges
from mcdeploy.cli.paint import Paint
from mcdeploy.cli.show import cost as shown
from mcdeploy.domain import Price, PriceKind, Target, Tariff
from mcdeploy.operations import refresh_prices
from mcdeploy.operations.cost import NO_READS, Bill
from tests.catalog.price_apis import PriceApis, price_apis
from tests.cli.conftest import RACKS, Run
from tests.golden_files import Golden

STATED = Price(0.03, "$/GB", "manifest.yaml:31", "")
VIRGINIA = Target("aws-virginia", "aws", "s3://a", region="us-east-1")
TOKYO = Target(
    "azure-tokyo",
    "azure",
    "https://t",
    region="japaneast",
    tariff=Tariff({PriceKind.EGRESS: STATED}),
)
RACK = Target("rack", "local", "file:///rack", public=False)


def bill() -> Bill:
    lines = (
        *charges(VIRGINIA, Usage(2 * 2**30, 5 * 2**30, 300, 12), "aws:eu-central-1"),
        *charges(TOKYO, Usage(2**20, 0, 2000, 9), "gcp:europe-west1"),
        *charges(RACK, Usage(7), None),
    )
    return Bill("digits", "live", lines, {"gcp-belgium": "observe: no answer"}, (NO_READS,))


def test_p7_a_bill_as_it_is_shown(golden: Golden) -> None:
    lines = shown.lines(bill(), Paint(colour=False))
    golden("cost.txt", "\n".join(line.rstrip() for line in lines))


def test_p7_the_bill_of_racks(run: Run, golden: Golden) -> None:
    run("apply")
    ran = run("cost")
    assert (ran.code, ran.out) == (0, "")
    golden("cost-of-racks.txt", ran.err)


def test_before_anything_is_live_it_is_of_the_files(run: Run) -> None:
    ran = run("cost", "--json")
    assert ran.code == 0
    assert "nothing is live yet" in ran.err
    charges = ran.only["charges"]
    assert isinstance(charges, list)
    assert [one["target"] for one in charges] == list(RACKS)
    assert {one["amount"] for one in charges} == {3002}


def test_each_charge_says_where_its_price_stands(run: Run) -> None:
    run("apply")
    found = run("cost", "--json").only
    assert found["monthly_dollars"] == 0
    charges = found["charges"]
    assert isinstance(charges, list)
    assert charges[0]["price"] == {
        "dollars": 0.0,
        "unit": "$/GB-month",
        "source": "own hardware: no list price",
        "as_of": None,
    }


@pytest.fixture
def apis(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[PriceApis]:
    """The command asks a mock, for no emulator has these APIs."""
    ask = refresh_prices.refresh_prices
    monkeypatch.setenv(refreshed.VARIABLE, str(tmp_path / "prices.csv"))
    monkeypatch.setenv("GOOGLE_API_KEY", "a-key-of-ours")
    with price_apis() as served:

        def asked(clouds: tuple[str, ...] = ("aws", "azure", "gcp")) -> object:
            return ask(clouds, endpoints=served.endpoints)

        monkeypatch.setattr(refresh_prices, "refresh_prices", asked)
        yield served


def test_refresh_says_what_changed_and_by_how_much(run: Run, apis: PriceApis) -> None:
    assert apis.asked == []
    ran = run("prices", "refresh")
    assert (ran.code, ran.out) == (0, "")
    (line,) = [
        line for line in ran.err.splitlines() if "aws:us-east-1  " in line and "stor" in line
    ]
    assert line.split()[2:5] == ["$0.023", "$0.024", "+4.3%"]
    assert "others, all of them with --json" in ran.err
    assert run("prices", "refresh", "--json").only["changes"] == []


def test_a_cloud_that_does_not_answer_makes_it_partial(run: Run, apis: PriceApis) -> None:
    apis.status["azure"] = 500
    ran = run("prices", "refresh", "--json")
    assert ran.code == 3
    kept, taken = ran.only["kept"], ran.only["taken"]
    assert isinstance(kept, dict)
    assert isinstance(taken, dict)
    assert list(kept) == ["azure"]
    assert set(taken) == {"aws", "gcp"}
    assert "azure keeps its prices" in ran.err
    assert run("prices", "refresh", "aws").code == 0


def test_where_no_cloud_answers_it_is_an_error(run: Run, apis: PriceApis) -> None:
    apis.status.update(aws=500, azure=500, gcp=500)
    ran = run("prices", "refresh")
    assert ran.code == 1
    assert "nothing was written" in ran.err


@pytest.mark.usefixtures("apis")
def test_what_was_refreshed_is_what_a_bill_goes_by(run: Run, home: Path) -> None:
    assert run("prices", "refresh", "aws").code == 0
    virginia = "  - {name: virginia, provider: aws, region: us-east-1, bucket: models}\n"
    text = (home / "manifest.yaml").read_text().replace("replication", virginia + "replication")
    (home / "manifest.yaml").write_text(text)
    ran = run("route", "--from", "us-east-1", "--json")
    choices = ran.only["choices"]
    assert isinstance(choices, list)
    assert choices[0]["dollars_per_gb"] == 0.085
