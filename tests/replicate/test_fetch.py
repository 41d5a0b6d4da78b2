"""Bring it back: from the best target that answers, going on in mid-file from another."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mcdeploy.domain import File, quiet
from mcdeploy.errors import IntegrityError, NotFound, Unavailable, UsageError
from mcdeploy.replicate.fetch import Origin, fetch
from mcdeploy.replicate.stream import Copy, stream
from mcdeploy.store.contract import Absent, Reading, Store, Version
from mcdeploy.store.digest import digest
from mcdeploy.store.trace import Call, Traced
from mcdeploy.store.wrapper import Wrapper
from mcdeploy.testing.faults import Dark
from mcdeploy.testing.memory import MemoryStore

DATA = bytes(range(256)) * 400
WHOLE = digest([DATA])
FILES = (File("model/weights", WHOLE.size, WHOLE.checksums()),)


def holding(data: bytes = DATA, name: str = "aws") -> MemoryStore:
    store = MemoryStore(name)
    store.put("r/model/weights", data, Absent())
    return store


class Breaking(Wrapper):
    """Breaks every stream after so many bytes."""

    def __init__(self, inner: Store, after: int) -> None:
        super().__init__(inner)
        self._after = after

    def read(
        self, key: str, start: int = 0, length: int | None = None, version: Version | None = None
    ) -> Reading:
        reading = super().read(key, start, length, version)

        def broken() -> Iterator[bytes]:
            yield b"".join(reading.chunks)[: self._after]
            raise Unavailable(self.name, "read", "the connection broke")

        return Reading(reading.stat, broken())


def bring(folder: Path, *stores: Store) -> bytes:
    fetch(FILES, tuple(Origin(store, "r/") for store in stores), folder, quiet)
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["weights"]
    return (folder / "model/weights").read_bytes()


def test_a_release_comes_back(tmp_path: Path) -> None:
    assert bring(tmp_path, holding()) == DATA


def test_p3_another_target_goes_on_in_mid_file(tmp_path: Path) -> None:
    """P3: and not a byte that had come is asked for again."""
    calls: list[tuple[str, int]] = []

    class Counted(Wrapper):
        def read(
            self,
            key: str,
            start: int = 0,
            length: int | None = None,
            version: Version | None = None,
        ) -> Reading:
            calls.append((self.name, start))
            return super().read(key, start, length, version)

    first, second = Breaking(holding(), 70_000), Breaking(holding(name="gcp"), 10_000)
    third = holding(name="azure")
    assert bring(tmp_path, Counted(first), Counted(second), Counted(third)) == DATA
    assert calls == [("aws", 0), ("gcp", 70_000), ("azure", 80_000)]


def test_a_dark_target_is_passed_over(tmp_path: Path) -> None:
    assert bring(tmp_path, Dark(MemoryStore()), holding()) == DATA


def test_wrong_bytes_are_never_kept(tmp_path: Path) -> None:
    assert bring(tmp_path, holding(DATA[::-1]), holding()) == DATA


@pytest.mark.parametrize("wrong", [DATA[::-1], DATA[:-1], DATA + b"x" * 10**6, b""])
def test_where_no_target_has_the_right_bytes_nothing_is_left(tmp_path: Path, wrong: bytes) -> None:
    if wrong.startswith(DATA):
        assert bring(tmp_path, holding(wrong)) == DATA
        return
    with pytest.raises(IntegrityError, match="digest"):
        bring(tmp_path, holding(wrong))
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_one_that_went_on_behind_wrong_bytes_is_asked_for_the_whole(tmp_path: Path) -> None:
    """And is not blamed for what another gave."""
    liar = Breaking(holding(DATA[::-1]), 70_000)
    assert bring(tmp_path, liar, holding(name="gcp")) == DATA


def test_of_several_the_wrong_one_is_passed_over(tmp_path: Path) -> None:
    breaks, lies = Breaking(holding(), 70_000), holding(DATA[::-1], "gcp")
    assert bring(tmp_path, breaks, lies, holding(name="azure")) == DATA


def test_wrong_bytes_from_all_of_several_end_in_an_error(tmp_path: Path) -> None:
    calls: list[Call] = []
    lies: list[Store] = [Breaking(holding(DATA[::-1]), 70_000), holding(DATA[::-1], "gcp")]
    with pytest.raises(IntegrityError, match=r"gcp: .*digest"):
        bring(tmp_path, *(Traced(store, calls.append) for store in lies))
    assert [call.store for call in calls] == ["aws", "gcp", "gcp"]
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_p8_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(UsageError, match=r"out.*: cannot be written to: .+\n  remedy"):
        bring(tmp_path / "out", holding())
    assert (tmp_path / "out").read_text() == "mine"


def test_a_stream_is_one_file_out_of_several_copies() -> None:
    """Under another name on each target."""
    twin = MemoryStore("gcp")
    twin.put("other/name", DATA, Absent())
    copies = [Copy(Breaking(holding(), 70_000), "r/model/weights"), Copy(twin, "other/name")]
    assert b"".join(stream(FILES[0], copies)) == DATA


@pytest.mark.parametrize(
    ("copies", "error"),
    [
        ([], IntegrityError),
        ([Copy(holding(DATA[:-1]), "r/model/weights")], IntegrityError),
        ([Copy(Breaking(holding(), 7), "r/model/weights")], Unavailable),
        ([Copy(MemoryStore(), "r/model/weights")], NotFound),
    ],
)
def test_a_stream_never_ends_early(copies: list[Copy], error: type[Exception]) -> None:
    with pytest.raises(error):
        list(stream(FILES[0], copies))


def test_where_no_target_answers_the_error_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="dark"):
        bring(tmp_path, Dark(MemoryStore()))


def test_what_is_there_already_is_not_brought_again(tmp_path: Path) -> None:
    calls: list[Call] = []
    bring(tmp_path, holding())
    bring(tmp_path, Traced(holding(), calls.append))
    assert calls == []
