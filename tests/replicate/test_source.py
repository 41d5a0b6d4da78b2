"""The source is read while it lands; what is no longer what was packaged never lands."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import File
from mcdeploy.errors import IntegrityError
from mcdeploy.replicate.source import proven
from mcdeploy.store.digest import chunks, digest


def file(data: bytes) -> File:
    return File("weights", len(data), digest([data]).checksums())


@given(st.binary(max_size=99), st.integers(1, 40))
def test_what_is_right_comes_as_it_was_cut(data: bytes, size: int) -> None:
    assert [*proven(chunks(data, size), file(data))] == [*chunks(data, size)]


@given(st.binary(min_size=1, max_size=99), st.integers(1, 40))
def test_the_last_piece_waits_for_the_digest(data: bytes, size: int) -> None:
    changed = bytes([data[0] ^ 1]) + data[1:]
    pieces = [*chunks(changed, size)]
    given_out = proven(iter(pieces), file(data))
    assert [next(given_out) for _ in pieces[:-1]] == pieces[:-1]
    with pytest.raises(IntegrityError, match="digest"):
        next(given_out)


def test_a_source_that_never_ends_is_left_at_once() -> None:
    def endless() -> Iterator[bytes]:
        yield from [b"abc", b"def", b"ghi"]
        pytest.fail("read on, behind the end")

    with pytest.raises(IntegrityError, match="more than 7 bytes"):
        list(proven(endless(), file(b"abcdefg")))


def test_a_source_that_cannot_be_read_is_named() -> None:
    def unreadable() -> Iterator[bytes]:
        yield b"abc"
        raise PermissionError(13, "Permission denied")

    with pytest.raises(IntegrityError, match=r"weights: .*no longer .*: Permission denied"):
        list(proven(unreadable(), file(b"abcdefg")))
