"""One target's lane: its workers, what waits for them, and what became of it."""

from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Condition, Thread

from mcdeploy.errors import McdeployError
from mcdeploy.store.contract import Store

WORKERS = 8
"""Requests to one target at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """`do` is done once, or dropped; `over` is called once: then, or when it is let go. Of those
    that share a `turn` one is done after another, in the order in which they were given."""

    do: Callable[[], None]
    over: Callable[[], None]
    turn: Hashable = None


class Lane:
    """Carries tasks to one store. After the first error nothing more is done; `error` holds it, and
    the other lanes go on. `fatal` holds what is nobody's error, such as an interrupt."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.error: McdeployError | None = None
        self.fatal: BaseException | None = None
        self._waiting: deque[Task] = deque()
        self._under_way: list[Task] = []
        self._owed: set[Task] = set()
        self._changed = Condition()
        self._open = True
        self._workers = [
            Thread(target=self._work, name=f"{store.name} {number}", daemon=True)
            for number in range(WORKERS)
        ]
        for worker in self._workers:
            worker.start()

    @property
    def failed(self) -> bool:
        return self.error is not None or self.fatal is not None

    @property
    def load(self) -> int:
        """Tasks that are not done."""
        return len(self._waiting) + len(self._under_way)

    def give(self, task: Task) -> None:
        with self._changed:
            self._waiting.append(task)
            self._changed.notify_all()

    def let_go(self) -> None:
        """Forget the tasks that nobody has begun. Those under way go on, but are over for whoever
        gave them."""
        with self._changed:
            dropped = [*self._waiting, *self._owed]
            self._waiting.clear()
            self._owed.clear()
            self._changed.notify_all()
        for task in dropped:
            task.over()

    def drain(self) -> None:
        """Return when nothing waits and nothing is under way."""
        with self._changed:
            self._changed.wait_for(lambda: not self.load)

    def close(self) -> None:
        self.let_go()
        with self._changed:
            self._open = False
            self._changed.notify_all()
        for worker in self._workers:
            worker.join()

    def attempt(self, do: Callable[[], None]) -> None:
        """Do it here and now, unless the lane has failed; an error is the lane's."""
        if self.failed:
            return
        try:
            do()
        except McdeployError as error:
            self.error = self.error or error
        except BaseException as fatal:  # noqa: BLE001 - raised again where the lanes were opened
            self.fatal = self.fatal or fatal

    def _work(self) -> None:
        while (task := self._next()) is not None:
            self.attempt(task.do)
            with self._changed:
                owed = task in self._owed
                self._owed.discard(task)
                self._under_way.remove(task)
                self._changed.notify_all()
            if owed:
                task.over()

    def _next(self) -> Task | None:
        with self._changed:
            while self._open:
                turns = {task.turn for task in self._under_way}
                for task in self._waiting:
                    if task.turn is None or task.turn not in turns:
                        self._waiting.remove(task)
                        self._under_way.append(task)
                        self._owed.add(task)
                        return task
                self._changed.wait()
        return None
