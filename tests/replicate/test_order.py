"""A store that takes parts in order gets no part before its predecessor, whatever happens."""

from threading import Event as Signal

import pytest

from mcdeploy.domain import Copied, Stage
from mcdeploy.errors import ConditionFailed, NotFound, Unavailable
from mcdeploy.replicate.job import PART
from mcdeploy.store.contract import Absent, Capabilities, Part, Store, Upload
from mcdeploy.store.wrapper import Wrapper

from .rig import Release

LARGE = bytes(range(256)) * (6 * PART // 256)


class InOrder(Wrapper):
    """Cannot say which uploads there are, and takes parts in order only, as Cloud Storage."""

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            parallel_parts=False, lists_uploads=False, verifies_whole=True, min_part=1
        )

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        if number > len(self.parts(upload)) + 1:
            raise Unavailable(self.name, "put_part", f"part {number} came before its predecessor")
        return super().put_part(upload, number, data)


class Losing(InOrder):
    """Forgets the upload at its third part, once."""

    def __init__(self, inner: Store) -> None:
        super().__init__(inner)
        self._lost = False

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        if number == 3 and not self._lost:
            self._lost = True
            self.inner.abort(upload)
            raise NotFound(self.name, "put_part", "the upload is gone")
        return super().put_part(upload, number, data)


def test_an_upload_that_is_gone_in_the_middle_is_sent_from_its_beginning() -> None:
    release = Release({"large": LARGE}, "gcp", wrap=Losing)
    assert release.go() == {}
    assert release.lies("gcp") == release.content
    assert release.sent("gcp") == len(LARGE) + len(b"{}")


class Reluctant(InOrder):
    """Says late that there is nothing to copy."""

    def __init__(self, inner: Store, told: Signal) -> None:
        super().__init__(inner)
        self._told = told

    def copy(self, source: str, key: str) -> None:
        self._told.wait(30)
        super().copy(source, key)


def test_what_is_not_copied_after_all_is_sent_from_its_beginning() -> None:
    told = Signal()

    class Telling(Wrapper):
        """Tells of its third part."""

        def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
            if number == 3:
                told.set()
            return super().put_part(upload, number, data)

    release = Release(
        {"large": LARGE},
        *("aws", "gcp"),
        wrap=lambda store: Reluctant(store, told) if store.name == "gcp" else Telling(store),
    )
    large, document = release.files
    copies = (Copied(large, "before/large"),)
    assert release.go(Stage("aws", release.files), Stage("gcp", (document,), copies=copies)) == {}
    assert release.lies("gcp") == release.content


class Overtaken(InOrder):
    """Another run's object is there at the third part."""

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        if number == 3:
            self.inner.put(upload.key, LARGE, Absent())
            raise ConditionFailed(self.name, "put_part", f"there is a {upload.key}")
        return super().put_part(upload, number, data)


def test_an_upload_that_was_overtaken_is_aborted() -> None:
    """Nobody else can: the store does not list it."""
    release = Release({"large": LARGE}, "gcp", wrap=Overtaken)
    assert release.go() == {}
    assert list(release.stores["gcp"].uploads("")) == []


@pytest.mark.parametrize("number", [1, 4])
def test_what_is_left_of_one_that_cannot_be_gone_on_with_is_aborted(number: int) -> None:
    """An interrupt leaves an upload only where another process can go on with it."""

    class Fleeting(InOrder):
        @property
        def capabilities(self) -> Capabilities:
            return Capabilities(
                parallel_parts=False, lists_uploads=False, resumable=False, min_part=1
            )

        def put_part(self, upload: Upload, at: int, data: bytes) -> Part:
            if at == number:
                raise KeyboardInterrupt
            return super().put_part(upload, at, data)

    release = Release({"large": LARGE}, "rack", wrap=Fleeting)
    with pytest.raises(KeyboardInterrupt):
        release.go()
    assert list(release.stores["rack"].uploads("")) == []
