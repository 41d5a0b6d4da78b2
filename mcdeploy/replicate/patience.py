"""How long some may wait for one: what was long ago counts less and less."""

import math

HORIZON = 20.0
PATIENCE = 3.0
"""Of the last so many seconds, roughly, so many may be waited. A hiccup is less than that; one that
keeps six sevenths of the others' pace never takes it, and one ten times as slow does in 4 s."""


class Patience:
    """Full at the beginning. Times are in seconds, by any clock that does not go back."""

    def __init__(self, now: float) -> None:
        self._at = now
        self._waited = 0.0

    def ends(self, waited: float, now: float) -> bool:
        """Whether it is at an end, so many seconds more having been waited until now."""
        self._waited = self._waited * math.exp((self._at - now) / HORIZON) + waited
        self._at = now
        return self._waited > PATIENCE
