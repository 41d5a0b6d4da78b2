"""Places reached over lines that damage what passes, and what became of each damage."""

import contextlib
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from mcdeploy.testing.chaos import Chaos
from mcdeploy.testing.proxy import Exchange, Onward, Reply, proxy
from rig.payload import Payload
from rig.place import Place, Places

SPEAKS_OF = ("json", "xml", "text")  # the types of replies that are about an object, not it


@dataclass(slots=True)
class Witness:
    """Stands before the chaos of one place, and sees what comes in, what goes on, and the reply.

    Of requests whose bodies were damaged, the store refused `refused` and took `taken` as they
    were. `read_back` counts bytes of payload that the store gave out."""

    place: str
    chaos: Chaos
    payload: Payload
    refused: int = 0
    taken: int = 0
    read_back: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, exchange: Exchange, onward: Onward) -> Reply:
        return self.chaos(exchange, lambda sent: self._seen(exchange, sent, onward(sent)))

    @property
    def faults(self) -> Counter[str]:
        """How many of each kind happened."""
        return Counter(str(fault.harm) for fault in self.chaos.faults)

    def _seen(self, asked: Exchange, sent: Exchange, reply: Reply) -> Reply:
        with self._lock:
            if sent.body != asked.body:
                self.refused += reply.status >= 400
                self.taken += reply.status < 400
            if asked.method == "GET" and self._is_payload(asked, reply):
                self.read_back += len(reply.body)
        return reply

    def _is_payload(self, asked: Exchange, reply: Reply) -> bool:
        kind = {name.lower(): value for name, value in reply.headers}.get("content-type", "")
        path = unquote(urlsplit(asked.path).path)
        about = any(word in kind for word in SPEAKS_OF)
        return not about and any(path.endswith(f"/{file.path}") for file in self.payload.files)


@contextlib.contextmanager
def damaged(
    there: Places, payload: Payload, seed: int, share: float
) -> Iterator[tuple[Places, list[Witness]]]:
    """The same places as a client sees them over such lines: of the requests that carry content a
    `share` is hurt, each line by a schedule of its own that follows from the seed."""
    with contextlib.ExitStack() as stack:
        witnesses = [
            Witness(place.name, Chaos(seed * 100 + number, share), payload)
            for number, place in enumerate(there)
        ]
        hurt = {
            place.name: _at(place, stack.enter_context(proxy(place.url, witness)))
            for place, witness in zip(there, witnesses, strict=True)
        }
        environment = dict(there.environment)
        for place in hurt.values():
            environment |= place.cloud.variables(place.url)
        yield Places(hurt, there.state, environment), witnesses


def _at(place: Place, url: str) -> Place:
    settings = place.cloud.settings(url)
    return replace(place, url=url, target=replace(place.target, settings=settings))
