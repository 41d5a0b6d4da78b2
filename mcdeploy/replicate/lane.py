"""One target's lane: its workers, and what became of it. A failed lane lets the others go on."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from mcdeploy.errors import McdeployError
from mcdeploy.store.contract import Store

WORKERS = 4


class Lane:
    """Carries work to one store. After the first error nothing more is sent; `error` holds it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.error: McdeployError | None = None
        workers = WORKERS if store.capabilities.parallel_parts else 1
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix=store.name)

    def submit(self, work: Callable[[], None]) -> "Future[None]":
        """Do the work in the lane; one after another where the store wants parts in order."""

        def attempt() -> None:
            if self.error is None:
                try:
                    work()
                except McdeployError as error:
                    self.error = self.error or error

        return self._pool.submit(attempt)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
