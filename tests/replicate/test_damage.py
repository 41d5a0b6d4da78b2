"""What arrives damaged is found, sent again once, and then an error; nothing is read back."""

import pytest

from mcdeploy.domain import Checksums
from mcdeploy.errors import AccessDenied, Damaged, ExitCode, IntegrityError
from mcdeploy.replicate.job import PART
from mcdeploy.store.contract import (
    Capabilities,
    Condition,
    Part,
    Stat,
    Store,
    Unchanged,
    Upload,
)
from mcdeploy.store.retry import Retrying
from mcdeploy.store.trace import Call, Traced
from mcdeploy.store.wrapper import Wrapper

from .rig import Release

LARGE = bytes(range(256)) * (3 * PART // 256)


class Flipping(Wrapper):
    """Changes a bit on the way, so many times; the store does not look at what arrives, but knows
    the checksum of what it has."""

    def __init__(self, inner: Store, times: int) -> None:
        super().__init__(inner)
        self._left = times

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(verifies_whole=True, min_part=1)

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:
        return super().put(key, self._flipped(data) if key.endswith("small") else data, condition)

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        return super().put_part(upload, number, self._flipped(data) if number == 2 else data)

    def _flipped(self, data: bytes) -> bytes:
        self._left -= 1
        return data if self._left < 0 else bytes([data[0] ^ 1]) + data[1:]


def run(path: str, times: int) -> tuple[Release, list[Call], dict[str, Exception]]:
    calls: list[Call] = []
    content = {"small": b"x"} if path == "small" else {"large": LARGE}
    release = Release(content, "gcp")
    store = Traced(Flipping(release.stores["gcp"], times), calls.append)
    release.wrap = lambda _: store
    return release, calls, dict(release.go())


@pytest.mark.parametrize("path", ["small", "large"])
def test_what_arrives_damaged_once_is_sent_again(path: str) -> None:
    release, calls, failed = run(path, 1)
    assert failed == {}
    assert release.lies("gcp") == release.content
    assert "read" not in {call.operation for call in calls}
    assert not list(release.stores["gcp"].uploads(""))
    assert release.sent("gcp") == sum(map(len, release.content.values()))


@pytest.mark.parametrize("path", ["small", "large"])
def test_p1_what_arrives_damaged_always_is_an_error_and_is_nowhere_seen(path: str) -> None:
    """P1: and the release's document is not written."""
    release, calls, failed = run(path, 10)
    assert isinstance(failed["gcp"], Damaged)
    assert failed["gcp"].exit_code == ExitCode.INTEGRITY
    assert failed["gcp"].remedy or path == "large"
    assert release.lies("gcp") == {}
    assert not list(release.stores["gcp"].uploads(""))
    assert "read" not in {call.operation for call in calls}


class Keeping(Flipping):
    """Gives nobody the right to delete."""

    def delete(self, key: str, condition: Unchanged | None = None) -> None:  # noqa: ARG002
        raise AccessDenied(self.name, "delete", key)


@pytest.mark.parametrize("path", ["small", "large"])
def test_p8_what_arrived_damaged_and_cannot_be_deleted_is_named_as_such(path: str) -> None:
    """P8: the remedy is to delete it, not to be allowed to."""
    content = {"small": b"x"} if path == "small" else {"large": LARGE}
    release = Release(content, "gcp")
    inner = Keeping(Blindly(release.stores["gcp"]), 1)
    release.wrap = lambda _: inner
    failed = release.go()
    assert isinstance(failed["gcp"], IntegrityError)
    assert "delete that object" in failed["gcp"].remedy


class Refusing(Wrapper):
    """Says of whatever comes that it arrived damaged."""

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:  # noqa: ARG002
        raise Damaged(self.name, "put", key)


def test_what_is_always_refused_as_damaged_is_sent_twice_and_no_more() -> None:
    """By the store's retries alone, not by those of the replication on top of them."""
    calls: list[Call] = []
    release = Release({"small": b"x"}, "gcp")
    refusing = Traced(Refusing(release.stores["gcp"]), calls.append)
    release.wrap = lambda _: Retrying(refusing, sleep=lambda _: None)
    assert isinstance(release.go()["gcp"], Damaged)
    assert [call.operation for call in calls if call.key.endswith("small")] == ["put", "put"]


class Blindly(Wrapper):
    """Makes an object of whatever has arrived."""

    def complete(self, upload: Upload, parts: tuple[Part, ...], whole: Checksums) -> Stat:  # noqa: ARG002
        return super().complete(upload, parts, Checksums())
