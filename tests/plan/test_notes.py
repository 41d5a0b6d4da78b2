"""What a person should know besides."""

from datetime import date, timedelta

import pytest

from mcdeploy.catalog.runtime import runtime
from mcdeploy.domain import Kind, Packaging, Target
from mcdeploy.plan import ended


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
