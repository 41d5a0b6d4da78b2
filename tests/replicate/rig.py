"""What the tests of replication have in common: content, stores in memory, and a run over them."""

from collections.abc import Callable, Iterator, Mapping
from threading import Lock

from mcdeploy.domain import Event, File, Moved, Stage
from mcdeploy.errors import McdeployError
from mcdeploy.replicate import Destination, Journal, replicate
from mcdeploy.store.contract import Store
from mcdeploy.store.digest import chunks, digest
from mcdeploy.testing.memory import MemoryStore

MIB = 2**20


def described(path: str, content: bytes) -> File:
    whole = digest([content])
    return File(path, whole.size, whole.checksums())


def there(stores: Mapping[str, Store], folder: str = "") -> dict[str, Destination]:
    return {name: Destination(store, folder) for name, store in stores.items()}


def nothing_around(store: Store) -> Store:
    return store


class Release:
    """Content by path, on its way to stores in memory below `r/`. It counts what is read."""

    def __init__(
        self,
        content: Mapping[str, bytes],
        *names: str,
        wrap: Callable[[Store], Store] = nothing_around,
        journal: Journal | None = None,
    ) -> None:
        self.content = {**content, "release.json": b"{}"}
        cloud: dict[str, MemoryStore] = {}
        self.stores = {name: MemoryStore(name, cloud) for name in names}
        self.wrap = wrap
        self.journal = journal or Journal()
        self.read = 0
        self.events: list[Event] = []
        self._lock = Lock()

    def file(self, path: str) -> File:
        return described(path, self.content[path])

    @property
    def files(self) -> tuple[File, ...]:
        return tuple(self.file(path) for path in self.content)

    def source(self, target: str, wanted: File, size: int) -> Iterator[bytes]:
        assert target in self.stores
        for piece in chunks(self.content[wanted.path], size):
            with self._lock:
                self.read += len(piece)
            yield piece

    def destinations(self) -> dict[str, Destination]:
        return {
            name: Destination(
                self.wrap(store), f"releases/{name}/", "releases/", f"memory://{name}"
            )
            for name, store in self.stores.items()
        }

    def go(self, *stages: Stage) -> dict[str, McdeployError]:
        wanted = stages or tuple(Stage(name, self.files) for name in self.stores)
        return replicate(wanted, self.destinations(), self.source, self.events.append, self.journal)

    def lies(self, name: str) -> dict[str, bytes]:
        """What the store holds of the release, by path."""
        store, folder = self.stores[name], f"releases/{name}/"
        return {
            stat.key.removeprefix(folder): b"".join(store.read(stat.key).chunks)
            for stat in store.list(folder)
        }

    def sent(self, name: str) -> int:
        """The bytes that were sent to the target, as its listener was told."""
        moved = (event for event in self.events if isinstance(event, Moved))
        return sum(event.size for event in moved if event.target == name and event.sent)
