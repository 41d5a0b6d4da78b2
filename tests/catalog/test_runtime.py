"""The runtimes of the services: each with source and date, and with lock files that are there."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mcdeploy import environments
from mcdeploy.catalog.runtime import Runtime, default, runtime, runtimes
from mcdeploy.domain import PLAIN, Kind, Packaging
from mcdeploy.errors import UsageError

LOCKS = Path(environments.__file__).parent / "locks"
PINNED = re.compile(r"^([a-z0-9.-]+)==([^ ;]+)(?: ; (.*?))? \\$", re.MULTILINE)
ALL = [each for kind in Kind for each in runtimes(kind)]


def named(each: Runtime) -> str:
    return f"{each.kind}-{each.name}"


@pytest.mark.parametrize("each", ALL, ids=named)
def test_each_has_source_and_dates(each: Runtime) -> None:
    assert each.source
    assert date.fromisoformat(each.as_of) <= date.today()
    assert not each.until or date.fromisoformat(each.until)


@pytest.mark.parametrize("each", ALL, ids=named)
def test_its_lock_files_pin_the_library_and_never_one_package_twice(each: Runtime) -> None:
    pinned: dict[str, set[str]] = {}
    for name, version, marker in _pins(each):
        if not marker:
            pinned.setdefault(name, set()).add(version)
    assert pinned[each.library] == {each.version}
    assert {name for name, versions in pinned.items() if len(versions) > 1} == set()


def _pins(each: Runtime) -> Iterator[tuple[str, str, str]]:
    for lock in each.locks:
        yield from PINNED.findall((LOCKS / f"{lock}.txt").read_text(encoding="utf-8"))


def test_no_name_stands_twice() -> None:
    assert len({(each.kind, each.name) for each in ALL}) == len(ALL)


def test_every_kind_but_plain_has_a_default_that_is_still_offered() -> None:
    assert default(Kind.PLAIN) == ""
    for kind in set(Kind) - {Kind.PLAIN}:
        found = runtime(Packaging(kind, default(kind)))
        assert found is not None
        assert not found.until or date.fromisoformat(found.until) > date(2026, 11, 23)


def test_what_the_services_name_is_found() -> None:
    known = {kind: {each.name for each in runtimes(kind)} for kind in Kind}
    assert known[Kind.SAGEMAKER] == {
        "sklearn-0.20.0", "sklearn-0.23-1", "sklearn-1.0-1",
        "sklearn-1.2-1", "sklearn-1.4-2", "sklearn-1.9-0",
    }  # fmt: skip
    minors = ("0.20", "0.22", "0.23", "0.24", "1.0", "1.2", "1.3", "1.4", "1.5", "1.6")
    assert known[Kind.VERTEX] == {f"sklearn-{minor}" for minor in minors}


def test_a_plain_package_has_no_runtime() -> None:
    assert runtime(PLAIN) is None
    with pytest.raises(UsageError, match="a plain package has no runtime"):
        runtime(Packaging(Kind.PLAIN, "sklearn-1.4-2"))


def test_an_unknown_runtime_is_told_with_the_nearest_and_all_others() -> None:
    with pytest.raises(UsageError) as told:
        runtime(Packaging(Kind.VERTEX, "sklearn-1.7"))
    assert "vertex has no such runtime; did you mean 'sklearn-1." in told.value.what
    assert told.value.remedy == "one of " + ", ".join(each.name for each in runtimes(Kind.VERTEX))


def test_a_kind_with_runtimes_needs_one() -> None:
    with pytest.raises(UsageError, match=r"one of sklearn-1\.4-2"):
        runtime(Packaging(Kind.SAGEMAKER))
