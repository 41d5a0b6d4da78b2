"""How much content may be in memory at once."""

import itertools
from collections.abc import Callable
from threading import Condition


class Room:
    """Room for so many bytes: whoever brings a piece waits until there is room for it. A piece that
    is larger than the room has it for itself."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._taken = 0
        self._changed = Condition()

    def enter(self, size: int, seconds: float) -> bool:
        """Whether there was room for so many bytes within the seconds; they are in then."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._fits(size), seconds):
                return False
            self._taken += size
            return True

    def leave(self, size: int) -> None:
        with self._changed:
            self._taken -= size
            self._changed.notify_all()

    def shrink(self, size: int) -> None:
        """Have so many bytes less room from now on."""
        with self._changed:
            self._size -= size

    def leave_after(self, uses: int, size: int) -> Callable[[], None]:
        """To be called at the end of each use of the piece: the last one gives its room back."""
        left = itertools.count(uses - 1, -1)

        def over() -> None:
            if next(left) == 0:
                self.leave(size)

        return over

    def _fits(self, size: int) -> bool:
        return not self._taken or self._taken + size <= self._size
