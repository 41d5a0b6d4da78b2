"""P5: killed at any instant, the next run goes on, and what is finished is not sent again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcdeploy.errors import NotFound
from mcdeploy.replicate.job import PART
from mcdeploy.replicate.journal import Journal
from mcdeploy.store.contract import Capabilities, Store
from mcdeploy.store.trace import Call, Traced
from mcdeploy.store.wrapper import Wrapper
from mcdeploy.testing.faults import Fuse, Killed, Mortal

from .rig import MIB, Release

LARGE = bytes(range(256)) * (5 * PART // 256) + b"the end"
PARTS = 6


class Unlisted(Wrapper):
    """Cannot say which uploads there are, and takes parts in order, as Google Cloud Storage."""

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            parallel_parts=False, lists_uploads=False, verifies_whole=True, min_part=1
        )


def killed(release: Release, calls: int, around: Callable[[Store], Store]) -> None:
    """Run it until so many calls were made, then kill it."""
    fuse = Fuse(calls)
    release.wrap = lambda store: Mortal(around(store), fuse)
    with pytest.raises(Killed):
        release.go()
    release.wrap = around


def parts_sent(release: Release, around: Callable[[Store], Store]) -> int:
    """How many parts the next run sends."""
    calls: list[Call] = []
    release.wrap = lambda store: Traced(around(store), calls.append)
    assert release.go() == {}
    return sum(call.operation == "put_part" for call in calls)


def listed(store: Store) -> Store:
    return store


@pytest.mark.parametrize("around", [listed, Unlisted])
def test_p5_finished_parts_are_not_sent_again(
    around: Callable[[Store], Store], tmp_path: Path
) -> None:
    release = Release({"large": LARGE}, "aws", journal=Journal(tmp_path))
    held = 0
    calls = 3
    while not held:
        killed(release, calls, around)
        uploads = list(release.stores["aws"].uploads(""))
        held = max((len(release.stores["aws"].parts(one)) for one in uploads), default=0)
        calls += 1
    assert parts_sent(release, around) == PARTS - held
    assert release.lies("aws") == release.content
    assert not list(release.stores["aws"].uploads(""))
    assert not list(tmp_path.iterdir())


def test_p5_without_a_journal_the_store_is_asked() -> None:
    release = Release({"large": LARGE}, "aws")
    store = release.stores["aws"]
    upload = store.begin("releases/aws/large", len(LARGE), PART)
    for number in (2, 5):
        store.put_part(upload, number, LARGE[(number - 1) * PART : number * PART])
    assert parts_sent(release, listed) == PARTS - 2
    assert release.lies("aws") == release.content


def test_a_store_that_cannot_tell_gets_all_again_without_a_journal() -> None:
    release = Release({"large": LARGE}, "aws")
    killed(release, 5, Unlisted)
    assert parts_sent(release, Unlisted) == PARTS
    assert release.lies("aws") == release.content


@settings(max_examples=10, deadline=None)
@given(calls=st.integers(0, 40))
def test_p5_killed_at_any_call_the_next_run_finishes(calls: int) -> None:
    release = Release({"a": b"alpha", "large": LARGE}, "aws", "gcp")
    fuse = Fuse(calls)
    release.wrap = lambda store: Mortal(store, fuse)
    try:
        release.go()
    except Killed:
        release.wrap = listed
        assert release.go() == {}
    for name, store in release.stores.items():
        assert release.lies(name) == release.content
        assert not list(store.uploads(""))


def test_parts_of_another_size_are_not_taken_for_ours() -> None:
    release = Release({"large": LARGE}, "aws")
    store = release.stores["aws"]
    upload = store.begin("releases/aws/large", len(LARGE), MIB)
    store.put_part(upload, 1, LARGE[:MIB])
    assert parts_sent(release, listed) == PARTS
    assert release.lies("aws") == release.content
    assert not list(store.uploads(""))


def test_parts_of_other_bytes_are_found_out_and_sent_once_more() -> None:
    release = Release({"large": LARGE}, "aws")
    store = release.stores["aws"]
    upload = store.begin("releases/aws/large", len(LARGE), PART)
    store.put_part(upload, 1, bytes(PART))
    assert parts_sent(release, listed) == PARTS - 1 + PARTS
    assert release.lies("aws") == release.content
    assert not list(store.uploads(""))


def test_uploads_to_other_releases_are_aborted_when_all_has_landed() -> None:
    release = Release({"large": LARGE}, "aws")
    store = release.stores["aws"]
    store.begin("releases/another/large", len(LARGE), PART)
    elsewhere = store.begin("another-deployment/large", len(LARGE), PART)
    assert release.go() == {}
    assert list(store.uploads("")) == [elsewhere]


def test_what_the_journal_alone_knows_is_aborted_too(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    release = Release({"large": LARGE, "small": b"x"}, "gcp", wrap=Unlisted, journal=journal)
    killed(release, 4, Unlisted)
    (upload,) = release.stores["gcp"].uploads("")
    del release.content["large"]  # another release, without it
    assert release.go() == {}
    with pytest.raises(NotFound):
        release.stores["gcp"].parts(upload)
    assert not list(tmp_path.iterdir())
