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
    """`do` is done once. Of those that share a `turn` one is done after another, in the order in
    which they were given.

    With `over` the task is somebody's who waits for its end: `over` is called once, then or when
    the lane is let go. Without, it is the lane's own: it is done when nothing else can be."""

    do: Callable[[], None]
    over: Callable[[], None] | None = None
    turn: Hashable = None


class Lane:
    """Carries tasks to one store. After the first error nothing more is done; `error` holds it, and
    the other lanes go on. `fatal` holds what is nobody's error, such as an interrupt."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.error: McdeployError | None = None
        self.fatal: BaseException | None = None
        self._given: deque[Task] = deque()
        self._own: deque[Task] = deque()
        self._under_way: set[Task] = set()
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
        return len(self._given) + len(self._own) + len(self._under_way)

    @property
    def owes(self) -> int:
        """Tasks whose end somebody waits for."""
        return len(self._owed)

    def give(self, task: Task) -> None:
        with self._changed:
            if task.over is None:
                self._own.append(task)
            else:
                self._given.append(task)
                self._owed.add(task)
            self._changed.notify_all()

    def let_go(self) -> None:
        """Forget the tasks of others that nobody has begun. Those under way go on, but are over for
        whoever gave them."""
        with self._changed:
            owed, self._owed = self._owed, set()
            self._given.clear()
            self._changed.notify_all()
        for task in owed:
            if task.over is not None:
                task.over()

    def drain(self) -> None:
        """Return when nothing waits and nothing is under way."""
        with self._changed:
            self._changed.wait_for(lambda: not self.load)

    def close(self) -> None:
        """Return when what is under way has ended; what waits is forgotten."""
        self.let_go()
        with self._changed:
            self._open = False
            self._own.clear()
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
                over = task.over if task in self._owed else None
                self._owed.discard(task)
                self._under_way.remove(task)
                del task  # it holds content, and the next one may be long in coming
                self._changed.notify_all()
            if over is not None:
                over()

    def _next(self) -> Task | None:
        with self._changed:
            while self._open:
                if (task := self._free()) is not None:
                    return task
                self._changed.wait()
        return None

    def _free(self) -> Task | None:
        """The first task whose turn it is, now under way."""
        turns = {task.turn for task in self._under_way} - {None}
        for waiting in (self._given, self._own):
            for task in waiting:
                if task.turn not in turns:
                    self._under_way.add(task)
                    waiting.remove(task)
                    return task
        return None
