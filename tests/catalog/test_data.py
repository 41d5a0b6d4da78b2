"""Every row of the catalogue says where its number stands and since when."""

from datetime import date

import pytest

from mcdeploy.catalog import jurisdiction, jurisdictions, prices, regions
from mcdeploy.catalog.area import area
from mcdeploy.catalog.table import rows

TABLES = ("regions", "jurisdictions", "areas", "zones", "storage", "egress", "writes", "reads")


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_a_source_and_an_iso_date(table: str) -> None:
    for row in rows(table):
        assert row["source"].strip(), row
        assert date.fromisoformat(row["as_of"]) <= date.today(), row


@pytest.mark.parametrize("table", TABLES)
def test_no_row_stands_twice_and_no_field_is_missing_or_left_over(table: str) -> None:
    found = rows(table)
    keys = [(row.get("provider"), row["code"]) for row in found]
    assert len(set(keys)) == len(keys)
    assert all(None not in row and None not in row.values() for row in found)


def test_every_region_is_on_earth_and_in_a_known_country() -> None:
    for region in regions().values():
        assert region.city
        assert -90 <= region.place.latitude <= 90
        assert -180 <= region.place.longitude <= 180
        assert region.place.country in jurisdiction.countries()
        assert region.place.jurisdictions[0] == region.place.country


def test_all_three_clouds_are_there() -> None:
    providers = [region.provider for region in regions().values()]
    assert {name: providers.count(name) for name in set(providers)} == {
        "aws": 34,
        "azure": 57,
        "gcp": 42,
    }


@pytest.mark.parametrize("table", ["storage", "egress", "writes", "reads"])
def test_every_region_has_its_price_and_every_price_its_region(table: str) -> None:
    assert [f"{row['provider']}:{row['code']}" for row in rows(table)] == list(regions())


@pytest.mark.parametrize("table", ["storage", "egress", "writes", "reads"])
def test_prices_are_positive_and_say_on_what_they_rest(table: str) -> None:
    for row in rows(table):
        assert 0 < float(row["dollars"]) < 1
        assert row["basis"] in {"list", "group"}


def test_inbound_bytes_are_free_and_dated_like_every_other_price() -> None:
    assert prices.INBOUND.dollars == 0
    assert prices.INBOUND.source
    assert date.fromisoformat(prices.INBOUND.as_of)


def test_what_a_jurisdiction_is_within_is_itself_a_jurisdiction() -> None:
    for row in rows("jurisdictions"):
        assert set(row["within"].split()) <= jurisdictions()
        assert row["code"] == row["code"].lower()


def test_the_unions_have_as_many_members_as_they_say() -> None:
    within = {row["code"]: row["within"].split() for row in rows("jurisdictions")}
    sovereign = {code: unions for code, unions in within.items() if not {"fr", "fi"} & set(unions)}
    members = {
        union: sum(union in unions for unions in sovereign.values())
        for union in ("eu", "eea", "gcc", "asean")
    }
    assert members == {"eu": 27, "eea": 30, "gcc": 6, "asean": 11}
    assert len(jurisdiction.countries()) == 249


def test_whoever_is_in_the_eu_is_in_the_eea() -> None:
    for row in rows("jurisdictions"):
        unions = row["within"].split()
        assert "eu" not in unions or "eea" in unions


def test_every_country_with_a_region_is_in_an_area() -> None:
    assert all(area(region.place.country) for region in regions().values())
    assert {row["code"] for row in rows("areas")} <= jurisdiction.countries()


def test_detours_are_between_areas_that_there_are_and_stand_once() -> None:
    known = {row["area"] for row in rows("areas")}
    pairs = [frozenset((row["area"], row["other"])) for row in rows("detours")]
    assert len(set(pairs)) == len(pairs)
    for row in rows("detours"):
        assert {row["area"], row["other"]} <= known
        assert 0.7 < float(row["factor"]) < 4  # glass alone makes 0.69 of it
        assert row["source"]
        assert date.fromisoformat(row["as_of"]) <= date.today()
