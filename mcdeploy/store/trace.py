"""Tracing: a record of every call of the contract, for counting requests and for finding faults."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from mcdeploy.errors import StoreError
from mcdeploy.store.contract import Store
from mcdeploy.store.wrapper import Wrapper

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Call:
    """One call: on which store, what, on which key, how many seconds, and the error's name."""

    store: str
    operation: str
    key: str
    seconds: float
    error: str | None = None


class Traced(Wrapper):
    """A store that tells `tell` of every call when it returns; reading and listing are told when
    they begin to give. `tell` may be called from several threads at once."""

    def __init__(self, inner: Store, tell: Callable[[Call], None]) -> None:
        super().__init__(inner)
        self._tell = tell

    def around(self, operation: str, key: str, call: Callable[[], T]) -> T:
        began = time.perf_counter()
        error: str | None = None
        try:
            return call()
        except StoreError as failure:
            error = type(failure).__name__
            raise
        finally:
            self._tell(Call(self.name, operation, key, time.perf_counter() - began, error))
