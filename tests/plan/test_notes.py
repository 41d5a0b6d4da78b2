"""What a person should know besides."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mcdeploy.catalog.runtime import runtime
from mcdeploy.domain import Kind, Packaging, Pointer, Target
from mcdeploy.plan import ended, plan
from mcdeploy.records.keys import RELEASE
from tests.plan.places import observed, wished


def target(packaging: Packaging) -> Target:
    return Target("gcp", "gcp", "gs://bucket", package=packaging)


@pytest.mark.parametrize(("days", "told"), [(0, False), (1, True)])
def test_a_runtime_that_is_no_longer_offered_is_told(days: int, told: bool) -> None:
    packaging = Packaging(Kind.VERTEX, "sklearn-1.3")
    known = runtime(packaging)
    assert known is not None
    notes = ended([target(packaging)], date.fromisoformat(known.until) + timedelta(days))
    assert [f"until {known.until}" in note for note in notes] == [True] * told


def test_of_runtimes_without_an_end_nothing_is_told() -> None:
    without = (Packaging(Kind.PLAIN), Packaging(Kind.SAGEMAKER, "sklearn-1.4-2"))
    assert ended(map(target, without), date(2100, 1, 1)) == ()


def test_a_plan_names_the_dates_of_its_prices_where_something_is_to_be_paid() -> None:
    wish = wished(("virginia", "belgium"))
    steps = plan(wish, observed(wish))
    assert any(note.startswith("prices are of 20") for note in steps.notes)
    after = {
        name: replace(one, live=True, sizes={RELEASE: len(wish.release.document)}, pointer=held)
        for name, one in observed(wish).items()
        if (held := Pointer(wish.release.id, 1, "a" * 32, "2026-01-01T00:00:00+00:00"))
    }
    done = plan(wish, after)
    assert (done.empty, done.notes) == (True, ())
