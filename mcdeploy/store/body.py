"""How content goes out over HTTP, whichever SDK sends it.

The clients under all of them take care that a piece goes out within the time for a connection. A
whole part is too much for one piece: with others beside it, it would not be out by then on any line
of less than 10 MiB a second, however often it were sent again.
"""

from io import BytesIO

TIMEOUTS = (20.0, 60.0)
"""Seconds for a connection, or for a piece to go out, and for the next bytes of an answer."""

PIECE = 2**18


class Body(BytesIO):
    """Content that is read in pieces of 256 KiB, however little is asked for. urllib3 asks for 16
    KiB at a time; each is a system call, and on a full line a wait and a fight for the
    interpreter's lock."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(size if size is None or size < 0 else PIECE)
