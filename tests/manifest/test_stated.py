"""Numbers of one's own in place of the catalogue's, and how much is read."""

from collections.abc import Callable

import pytest

from mcdeploy.catalog import prices
from mcdeploy.domain import NO_TARIFF, PriceKind, RoundTrip, Traffic
from mcdeploy.operations.route import route
from tests.manifest.conftest import Load

Problems = Callable[..., list[str]]

MANIFEST = """\
apiVersion: mcdeploy/v1
kind: Deployment
name: digits
model: {path: weights}
targets:
  - {name: virginia, provider: aws, region: us-east-1, bucket: models}
  - {name: belgium, provider: gcp, region: europe-west1, bucket: models}
  - {name: minio, provider: aws, region: us-east-1, endpoint: "https://s3.local", bucket: models}
"""
STATED = """\
catalog:
  prices:
    storage: {aws:us-east-1: 0.021}
    egress:
      us-east-1: 0.05
    transfer: {aws:us-east-1: {gcp:europe-west1: 0.01}}
  rtt:
    gcp:europe-west1:
      aws:us-east-1: 88.5
"""


def test_a_target_knows_what_is_stated_of_its_region(loaded: Load) -> None:
    [manifest] = loaded(MANIFEST + STATED)
    virginia, belgium, minio = manifest.targets
    storage = virginia.tariff.prices[PriceKind.STORAGE]
    assert (storage.dollars, storage.unit, storage.as_of) == (0.021, "$/GB-month", "")
    assert storage.source == f"{manifest.source}:11"
    assert prices.egress("us-east-1", virginia.tariff).source == f"{manifest.source}:13"
    assert prices.writes("us-east-1", virginia.tariff) == prices.writes("us-east-1")
    there = prices.transfer("us-east-1", "europe-west1", virginia.tariff)
    assert (there.dollars, there.source) == (0.01, f"{manifest.source}:14")
    assert belgium.tariff == minio.tariff == NO_TARIFF


def test_a_measured_round_trip_is_used_in_both_directions(loaded: Load) -> None:
    [manifest] = loaded(MANIFEST + STATED)
    trip = RoundTrip(88.5, f"{manifest.source}:17")
    assert manifest.round_trips == {frozenset({"aws:us-east-1", "gcp:europe-west1"}): trip}
    for origin, far in (("us-east-1", "belgium"), ("europe-west1", "virginia")):
        choices = {one.target: one for one in route(manifest, origin).choices}
        assert choices[far].milliseconds == 88.5
        assert choices[far].why.endswith(f"measured ({trip.source})")
    assert "measured" in {one.target: one for one in route(manifest).choices}["belgium"].why


def test_from_elsewhere_it_is_estimated_as_before(loaded: Load) -> None:
    [manifest] = loaded(MANIFEST + STATED)
    [plain] = loaded(MANIFEST)
    assert (
        route(manifest, "azure:eastus").choices[0].why
        == route(plain, "azure:eastus").choices[0].why
    )


def test_readers_and_where_they_are(loaded: Load) -> None:
    assert loaded(MANIFEST)[0].traffic == Traffic(0, None)
    [manifest] = loaded(MANIFEST + "traffic: {reads_per_month: 30, from: eu-central-1}\n")
    assert manifest.traffic == Traffic(30, "aws:eu-central-1")


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        (
            "catalog: {prices: {storge: {aws:us-east-1: 1}}}",
            "9:20: catalog.prices.storge: unknown key; did you mean storage?",
        ),
        (
            "catalog: {prices: {storage: {aws:us-est-1: 1}}}",
            "9:30: catalog.prices.storage.'aws:us-est-1': is not in the catalogue; did you mean "
            "aws:us-west-1 or aws:us-east-1",
        ),
        ("catalog: {prices: {reads: {us-east-1: -1}}}", "must be greater than or equal to 0"),
        ("catalog: {prices: {reads: {us-east-1: dear}}}", "must be a number"),
        ("catalog: {prices: {reads: {us-east-1: true}}}", "must be a number, not true or false"),
        (
            "catalog: {prices: {reads: {us-east-1: 1, aws:us-east-1: 2}}}",
            "9:57: catalog.prices.reads.'aws:us-east-1': the same is already on line 9",
        ),
        (
            "catalog: {prices: {transfer: {us-east-1: {eu-wst-1: 1}}}}",
            "9:43: catalog.prices.transfer.us-east-1.eu-wst-1: is not in the catalogue; did you",
        ),
        ("catalog: {prices: {transfer: {us-east-1: 1}}}", "must be a mapping"),
        ("catalog: {rtt: {us-east-1: {japaneast: 0}}}", "must be greater than 0"),
        (
            "catalog: {rtt: {us-east-1: {japaneast: 1}, japaneast: {us-east-1: 1}}}",
            "9:67: catalog.rtt.japaneast.us-east-1: the same is already on line 9",
        ),
        ("traffic: {reads_per_month: -1}", "must be greater than or equal to 0"),
        ("traffic: {from: eu}", "traffic.from: is not in the catalogue; "),
        ("traffic: {frm: eu}", "traffic.frm: unknown key; did you mean from?"),
    ],
)
def test_mistakes_are_told_where_they_stand(problems: Problems, more: str, problem: str) -> None:
    [found] = problems(f"{MANIFEST}{more}\n")
    assert found.startswith("9:")
    assert problem in found


def test_a_region_from_the_environment_is_not_shown(problems: Problems) -> None:
    [found] = problems(MANIFEST + "traffic: {from: '${WHERE}'}\n", {"WHERE": "us-est-1"})
    assert "east" not in found
