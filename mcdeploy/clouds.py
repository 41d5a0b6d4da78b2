"""The targets of one deployment with their stores open: what every command works on."""

from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from mcdeploy.domain import Listener, Retried, Target, quiet
from mcdeploy.records.keys import Keys
from mcdeploy.store import registry
from mcdeploy.store.contract import Store
from mcdeploy.store.deadline import Deadline
from mcdeploy.store.retry import Retrying

Connect = Callable[[Target], Store]
"""Opens a target's store; sends nothing."""


@dataclass(frozen=True, slots=True)
class Clouds:
    """By name of target: its store, and where the deployment lies in there."""

    targets: Mapping[str, Target]
    stores: Mapping[str, Store]
    keys: Mapping[str, Keys]

    def only(self, names: Container[str]) -> "Clouds":
        """Those of these names."""
        return Clouds(
            {name: target for name, target in self.targets.items() if name in names},
            {name: store for name, store in self.stores.items() if name in names},
            {name: keys for name, keys in self.keys.items() if name in names},
        )

    def folder(self, target: str, release: str) -> str:
        """The URL of a release's folder on a target, for people."""
        return f"{self.targets[target].location}/{self.keys[target].release(release)}"


def bare(store: Store) -> Store:
    """Nothing around it."""
    return store


def connect(
    target: Target, around: Callable[[Store], Store] = bare, listener: Listener = quiet
) -> Store:
    """The store of the target's provider, asked again when it does not answer in time, of which
    the listener is told; `around` wraps what answers or does not, so that it sees each try."""

    def told(operation: str, seconds: float) -> None:
        listener(Retried(target.name, operation, seconds))

    inner = around(Deadline(registry.provider(target.provider).open(target)))
    return Retrying(inner, told=told)


@contextmanager
def opened(deployment: str, targets: tuple[Target, ...], connect: Connect) -> Iterator[Clouds]:
    """Open every target's store, and close them all at the end."""
    with ExitStack() as stack:
        stores: dict[str, Store] = {}
        for target in targets:
            stores[target.name] = connect(target)
            stack.callback(stores[target.name].close)
        yield Clouds(
            {target.name: target for target in targets},
            stores,
            {target.name: Keys(target.prefix, deployment) for target in targets},
        )
