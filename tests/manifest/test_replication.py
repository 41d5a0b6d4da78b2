"""How the bytes are to go: what is optimized, within what, and from where."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.catalog import find
from mcdeploy.domain import Machine, Objective, Optimize
from mcdeploy.manifest import Manifest
from mcdeploy.manifest.quantities import bytes_per_second, seconds

Load = Callable[..., tuple[Manifest, ...]]
Problems = Callable[..., list[str]]


def replicated(loaded: Load, good: str, written: str) -> Manifest:
    [manifest] = loaded(f"{good}replication: {{{written}}}\n")
    return manifest


def test_what_may_be_left_out(loaded: Load, good: str) -> None:
    [manifest] = loaded(good)
    assert manifest.objective == Objective(Optimize.COST)
    assert manifest.machine == Machine(None, None, 100e6)


def test_all_that_may_be_said(loaded: Load, good: str) -> None:
    told = "optimize: time, deadline: 10m, budget: 5.00, from: eu-central-1, uplink: 1.5 GiB/s"
    manifest = replicated(loaded, good, told)
    assert manifest.objective == Objective(Optimize.TIME, 600.0, 5.0)
    frankfurt = find("aws:eu-central-1")
    assert manifest.machine == Machine("aws:eu-central-1", frankfurt.place, 1.5 * 2**30)


@pytest.mark.parametrize(
    ("written", "count"),
    [("90s", 90), ("1.5m", 90), ("2h", 7_200), ("2 h", 7_200), ("0.5s", 0.5)],
)
def test_times(loaded: Load, good: str, written: str, count: float) -> None:
    assert replicated(loaded, good, f"deadline: {written}").objective.deadline == count


@pytest.mark.parametrize(
    ("written", "rate"),
    [("8kB/s", 8e3), ("1MB/s", 1e6), ("2GB/s", 2e9), ("1KiB/s", 2**10), ("3 MiB/s", 3 * 2**20)],
)
def test_rates(loaded: Load, good: str, written: str, rate: float) -> None:
    assert replicated(loaded, good, f"uplink: {written}").machine.uplink == rate


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("optimize: speed", "7:25: replication.optimize: must be 'cost' or 'time'"),
        ("deadline: 10", "7:25: replication.deadline: must be a time: a number and s, m or h"),
        ("deadline: 10d", "7:25: replication.deadline: must be a time"),
        ("deadline: -5s", "7:25: replication.deadline: must be a time"),
        ("deadline: 0s", "7:25: replication.deadline: must be more than nothing"),
        ("deadline: soon", "7:25: replication.deadline: must be a time"),
        ("deadline: [1]", "7:25: replication.deadline: must be a string"),
        ("budget: -0.01", "7:23: replication.budget: must be greater than or equal to 0"),
        ("budget: $5", "7:23: replication.budget: must be a number"),
        ("budget: .inf", "7:23: replication.budget: must be a finite number"),
        (
            "from: mars",
            "7:21: replication.from: is not in the catalogue; write <provider>:<region>",
        ),
        ("from: aws:us-eats-1", "is not in the catalogue; did you mean aws:us-east-1"),
        ("form: aws:us-east-1", "7:15: replication.form: unknown key; did you mean from?"),
        ("uplink: 1Gbit/s", "7:23: replication.uplink: must be a rate: a number and kB, MB, GB"),
        ("uplink: 0MB/s", "7:23: replication.uplink: must be more than nothing"),
        ("uplink: 100", "7:23: replication.uplink: must be a rate"),
    ],
)
def test_p8_a_mistake_is_told_where_it_stands(
    problems: Problems, good: str, written: str, problem: str
) -> None:
    [found] = problems(f"{good}replication: {{{written}}}\n")
    assert problem in found


@pytest.mark.parametrize("key", ["deadline", "uplink", "from"])
def test_what_the_environment_says_is_not_shown(problems: Problems, good: str, key: str) -> None:
    [found] = problems(f'{good}replication: {{{key}: "${{WORD}}"}}\n', {"WORD": "hunter2"})
    assert f"replication.{key}: " in found
    assert "hunter2" not in found


def test_the_environment_may_say_where_this_machine_is(loaded: Load, good: str) -> None:
    text = f'{good}replication: {{from: "${{REGION}}", deadline: "${{LIMIT}}"}}\n'
    [manifest] = loaded(text, {"REGION": "gcp:europe-west1", "LIMIT": "5m"})
    assert (manifest.machine.region, manifest.objective.deadline) == ("gcp:europe-west1", 300)


def test_p7_what_this_machine_sends_costs_what_the_manifest_says(loaded: Load, good: str) -> None:
    """P7: prices by contract hold for where the bytes start too."""
    prices = "catalog: {prices: {egress: {eu-central-1: 0.05}}}\n"
    manifest = replicated(loaded, good + prices, "from: aws:eu-central-1")
    [price] = manifest.machine.tariff.prices.values()
    assert price.dollars == 0.05


@given(st.integers(0, 10**9 - 1), st.sampled_from(["s", "m", "h"]), st.sampled_from(["", " "]))
def test_a_time_is_its_number_of_its_unit(count: int, unit: str, gap: str) -> None:
    assert seconds(f"{count}{gap}{unit}") == count * {"s": 1, "m": 60, "h": 3_600}[unit]


@given(st.integers(0, 10**9 - 1))
def test_a_thousand_and_two_to_the_tenth_are_told_apart(count: int) -> None:
    assert bytes_per_second(f"{count}MB/s") == count * 10**6
    assert bytes_per_second(f"{count}MiB/s") == count * 2**20
