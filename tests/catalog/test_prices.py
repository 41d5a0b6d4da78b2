"""List prices and what a target will cost."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.catalog import Region, bill, prices, regions
from mcdeploy.catalog.basis import basis
from mcdeploy.domain import Cost, Price, PriceKind, Target, Tariff
from mcdeploy.errors import UsageError

KINDS: list[Callable[[Region | str], Price]] = [
    prices.storage,
    prices.egress,
    prices.writes,
    prices.reads,
]
VIRGINIA = Target("v", "aws", "s3://v", region="us-east-1")
RACK = Target("rack", "local", "file:///rack", public=False)

sizes = st.integers(0, 10**15)


@pytest.mark.parametrize("kind", KINDS)
def test_every_region_has_a_price_of_each_kind(kind: Callable[[Region | str], Price]) -> None:
    for region in regions().values():
        price = kind(region)
        assert price == kind(region.id)
        assert price.dollars > 0
        assert price.source.startswith(("list price: ", "group default: "))


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_region_has_no_price(kind: Callable[[Region | str], Price]) -> None:
    with pytest.raises(UsageError, match="us-east-1"):
        kind("aws:us-est-1")


def test_known_list_prices() -> None:
    assert prices.storage("us-east-1").dollars == 0.023
    assert prices.storage("southamerica-east1").dollars == 0.035
    assert prices.egress("us-east-1").dollars == 0.09
    assert prices.egress("europe-west1").dollars == 0.12
    assert prices.egress("eastus").dollars == 0.0875
    assert prices.egress("us-east-1").source.startswith("list price")
    assert prices.storage("japaneast").source.startswith("group default")


def test_p7_a_gb_in_virginia_costs_what_the_list_says() -> None:
    assert bill.estimate(VIRGINIA, 2**30, 2**30, 10_000) == Cost(once=0.05, monthly=0.023)


def test_what_a_manifest_states_is_what_a_target_costs() -> None:
    stated = {
        PriceKind.STORAGE: Price(0.02, "$/GB-month", "manifest.yaml:5", ""),
        PriceKind.WRITES: Price(0.04, "$/10,000 requests", "manifest.yaml:6", ""),
    }
    target = replace(VIRGINIA, tariff=Tariff(stated))
    assert bill.estimate(target, 2**30, 2**30, 10_000) == Cost(once=0.04, monthly=0.02)
    assert prices.egress("us-east-1", target.tariff) == prices.egress("us-east-1")


@given(sizes, sizes, st.integers(0, 10**9))
def test_the_own_rack_costs_nothing(stored: int, sent: int, requests: int) -> None:
    assert bill.estimate(RACK, stored, sent, requests) == Cost(0, 0)


@given(sizes, sizes, st.integers(0, 10**9))
def test_bytes_into_a_cloud_are_free(stored: int, sent: int, requests: int) -> None:
    sending = bill.estimate(VIRGINIA, stored, sent, requests)
    assert sending == bill.estimate(VIRGINIA, stored, 0, requests)


@given(sizes, sizes)
def test_a_bill_of_two_is_the_sum_of_two_bills(one: int, two: int) -> None:
    together = bill.estimate(VIRGINIA, one + two, 0, 0)
    apart = bill.estimate(VIRGINIA, one, 0, 0) + bill.estimate(VIRGINIA, two, 0, 0)
    assert together.monthly == pytest.approx(apart.monthly)


def test_a_public_target_without_a_known_region_has_no_bill() -> None:
    with pytest.raises(UsageError):
        bill.estimate(Target("x", "aws", "s3://x"), 1, 1, 1)


def test_a_plan_can_say_of_which_dates_its_prices_are() -> None:
    stated = replace(
        VIRGINIA, tariff=Tariff({PriceKind.STORAGE: Price(0.02, "$/GB-month", "m.yaml:5", "")})
    )
    dates = sorted({prices.storage("us-east-1").as_of, prices.writes("us-east-1").as_of})
    assert basis([VIRGINIA, RACK]) == (f"prices are of {dates[0]} to {dates[1]}",)
    assert basis([stated]) == (
        f"prices are of {prices.writes('us-east-1').as_of}",
        "prices are stated in m.yaml:5",
    )
    assert basis([RACK]) == ()
