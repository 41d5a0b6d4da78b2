"""How often to try, and how long to wait between."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """`tries` in all; before each new one a wait of up to `first` seconds, doubling, never above
    `most` (full jitter: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog,
    2015-03-04). A wait that the store itself asked for is kept, up to `patience` seconds."""

    tries: int = 4
    first: float = 0.2
    most: float = 5.0
    patience: float = 60.0

    def wait(self, tried: int, asked: float | None) -> float:
        """Seconds to wait after so many tries, given what the store asked for."""
        if asked is not None:
            return min(asked, self.patience)
        return random.uniform(0, min(self.most, self.first * 2.0 ** (tried - 1)))  # noqa: S311
