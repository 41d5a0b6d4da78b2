"""How content goes out over HTTP, whichever SDK sends it.

The clients under all of them take care that a piece goes out within the time for a connection. A
whole part is too much for one piece: with others beside it, on a thin line, it would not be out by
then, however often it were sent again.
"""

from io import BytesIO

TIMEOUTS = (30.0, 60.0)
"""Seconds for a connection, or for a piece to go out, and for the next bytes of an answer."""

CONNECTIONS = 32
"""Kept open at most, so that every thread of a full fan-out has its own."""

PIECE = 2**20


class Body(BytesIO):
    """Content that is read in pieces of 1 MiB, however little is asked for, and without a copy.
    urllib3 asks for 16 KiB at a time; each is a system call, and on a full line a wait and a fight
    for the interpreter's lock."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._data = memoryview(data)

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            return super().read()
        start = self.tell()
        return self._data[start : self.seek(start + PIECE)]  # type: ignore[return-value]  # no copy
