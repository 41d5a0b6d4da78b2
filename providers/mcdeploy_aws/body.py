"""What is sent in one request."""

from io import BytesIO


class Body(BytesIO):
    """Content that is read whole, however little is asked for. urllib3 asks for 16 KiB at a time;
    each is a system call, and on a full line a wait and a fight for the interpreter's lock."""

    def read(self, size: int | None = -1, /) -> bytes:
        del size
        return super().read()
