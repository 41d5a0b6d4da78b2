"""What a provider copies or fetches itself does not pass through this machine."""

from typing import NoReturn

import pytest

from mcdeploy.domain import Checksums, Copied, Stage
from mcdeploy.errors import Unavailable, Unsupported
from mcdeploy.replicate.job import PART
from mcdeploy.replicate.lane import WORKERS
from mcdeploy.store.contract import Absent, Capabilities, Condition, Part, Stat, Upload
from mcdeploy.store.wrapper import Wrapper

from .rig import Release

CONTENT = {"a": b"alpha", "large": bytes(range(256)) * (2 * PART // 256)}


def copied(release: Release, *paths: str, at: str) -> tuple[Copied, ...]:
    return tuple(Copied(release.file(path), f"{at}/{path}") for path in paths)


def sent_and_copied(release: Release, name: str) -> Stage:
    files = tuple(file for file in release.files if file.path == "release.json")
    return Stage(name, files, copies=copied(release, "a", "large", at="old"))


def old(release: Release, name: str) -> None:
    for path, data in CONTENT.items():
        release.stores[name].put(f"releases/old/{path}", data, Absent())


def test_unchanged_files_are_copied_inside_the_provider() -> None:
    release = Release(CONTENT, "aws")
    old(release, "aws")
    assert release.go(sent_and_copied(release, "aws")) == {}
    assert release.lies("aws") == release.content
    assert release.sent("aws") == release.read == len(b"{}")


def test_what_is_not_there_to_be_copied_is_sent() -> None:
    release = Release(CONTENT, "aws")
    old(release, "aws")
    release.stores["aws"].delete("releases/old/large")
    assert release.go(sent_and_copied(release, "aws")) == {}
    assert release.lies("aws") == release.content
    assert release.sent("aws") == len(CONTENT["large"]) + len(b"{}")


class Blind(Wrapper):
    """Knows no checksum of a whole object, nor did its writer note any; fetches from nowhere."""

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(verifies_on_arrival=True, min_part=1, signed_urls=False)

    def head(self, key: str) -> Stat:
        stat = super().head(key)
        return Stat(stat.key, stat.size, stat.version)

    def copy(self, source: str, key: str) -> None:
        raise AssertionError(f"{source} is copied to {key}, and nobody vouches for it")


def test_where_nobody_vouches_for_a_copy_it_is_sent() -> None:
    release = Release(CONTENT, "azure", wrap=Blind)
    old(release, "azure")
    assert release.go(sent_and_copied(release, "azure")) == {}
    assert release.lies("azure") == release.content


def test_p1_a_copy_of_other_bytes_is_an_error() -> None:
    """P1: what lay there was changed since; it is not taken for the file."""
    release = Release(CONTENT, "aws")
    old(release, "aws")
    release.stores["aws"].delete("releases/old/a")
    release.stores["aws"].put("releases/old/a", b"ahpla", Absent())
    assert set(release.go(sent_and_copied(release, "aws"))) == {"aws"}
    assert "release.json" not in release.lies("aws")


def tree(release: Release) -> tuple[Stage, Stage]:
    first, second = release.stores
    files = tuple(file for file in release.files if file.path == "release.json")
    pulls = copied(release, "a", "large", at=first)
    return Stage(first, release.files), Stage(second, files, pulls=pulls, origin=first)


def test_one_target_fetches_from_another_when_that_has_it() -> None:
    release = Release(CONTENT, "ohio", "oregon")
    assert release.go(*tree(release)) == {}
    assert release.lies("oregon") == release.lies("ohio") == release.content
    assert release.sent("oregon") == len(b"{}")
    assert release.read == sum(map(len, release.content.values()))


class Gone(Wrapper):
    def put(self, key: str, data: bytes, condition: Condition) -> Stat:  # noqa: ARG002
        raise Unavailable(self.name, "put", "gone")

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:  # noqa: ARG002
        raise Unavailable(self.name, "put_part", "gone")


def test_p3_where_the_origin_fails_the_target_is_sent_everything() -> None:
    """P3: who was to copy from a cloud that went dark does not wait for it."""
    release = Release(
        CONTENT, "ohio", "oregon", wrap=lambda store: Gone(store) if store.name == "ohio" else store
    )
    assert set(release.go(*tree(release))) == {"ohio"}
    assert release.lies("oregon") == release.content


class Deaf(Wrapper):
    """Cannot fetch, though it says so."""

    def pull(self, url: str, key: str, size: int, whole: Checksums) -> Stat:  # noqa: ARG002
        raise Unsupported(self.name, "pull", "501")


@pytest.mark.parametrize("names", [("ohio", "oregon")])
def test_who_cannot_fetch_after_all_is_sent_everything(names: tuple[str, str]) -> None:
    release = Release(CONTENT, *names, wrap=Deaf)
    assert release.go(*tree(release)) == {}
    assert release.lies("oregon") == release.content


class Counted(Wrapper):
    """Counts how often it was asked to copy or to fetch, and does not answer then."""

    asked = 0

    def copy(self, source: str, key: str) -> None:  # noqa: ARG002
        self._fail("copy")

    def pull(self, url: str, key: str, size: int, whole: Checksums) -> Stat:  # noqa: ARG002
        return self._fail("pull")

    def _fail(self, operation: str) -> NoReturn:
        self.asked += 1
        raise Unavailable(self.name, operation, "silence")


MANY = {f"file {number}": bytes([number]) for number in range(100)}


def test_p3_who_does_not_answer_is_not_asked_to_copy_everything() -> None:
    """P3: a cloud that went dark is found dark at once, not once for each file."""
    release = Release(MANY, "aws")
    for path, data in MANY.items():
        release.stores["aws"].put(f"releases/old/{path}", data, Absent())
    store = Counted(release.stores["aws"])
    release.wrap = lambda _: store
    document = (release.file("release.json"),)
    stage = Stage("aws", document, copies=copied(release, *MANY, at="old"))
    failed = release.go(stage)
    assert {name: type(error) for name, error in failed.items()} == {"aws": Unavailable}
    assert store.asked <= WORKERS


def fetching(release: Release) -> tuple[Stage, Stage]:
    pulls = copied(release, *MANY, at="ohio")
    document = (release.file("release.json"),)
    return Stage("ohio", release.files), Stage("oregon", document, pulls=pulls, origin="ohio")


def test_p3_who_does_not_answer_is_not_asked_to_fetch_everything() -> None:
    """P3: what it does not fetch is sent."""
    release = Release(MANY, "ohio", "oregon")
    store = Counted(release.stores["oregon"])
    release.wrap = lambda inner: store if inner.name == "oregon" else inner
    assert release.go(*fetching(release)) == {}
    assert release.lies("oregon") == release.content
    assert 1 <= store.asked <= WORKERS


def test_p3_nobody_fetches_from_an_origin_that_failed() -> None:
    """P3: a provider would wait for it, once for each file."""
    release = Release(MANY, "ohio", "oregon")
    store = Counted(release.stores["oregon"])
    release.wrap = lambda inner: store if inner.name == "oregon" else Gone(inner)
    assert set(release.go(*fetching(release))) == {"ohio"}
    assert release.lies("oregon") == release.content
    assert store.asked == 0


def test_an_origin_that_holds_everything_gets_nothing_itself() -> None:
    release = Release(MANY, "ohio", "oregon")
    for path, data in MANY.items():
        release.stores["ohio"].put(f"releases/ohio/{path}", data, Absent())
    _, oregon = fetching(release)
    assert release.go(oregon) == {}
    assert release.lies("oregon") == release.content
    assert release.sent("oregon") == len(b"{}")
