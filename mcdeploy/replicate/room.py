"""How much content may be in memory at once."""

import itertools
from collections.abc import Collection
from concurrent.futures import Future
from threading import BoundedSemaphore


class Room:
    """Room for so many pieces: whoever brings one waits until there is room for it."""

    def __init__(self, pieces: int) -> None:
        self._free = BoundedSemaphore(pieces)

    def enter(self) -> None:
        self._free.acquire()

    def leave_after(self, uses: Collection["Future[None]"]) -> None:
        """Give the room back when the last of these uses of the piece is over."""
        if not uses:
            self._free.release()
        left = itertools.count(len(uses) - 1, -1)

        def over(_: "Future[None]") -> None:
            if next(left) == 0:
                self._free.release()

        for use in uses:
            use.add_done_callback(over)
