"""Every operation of a store that asks the network, each as one call."""

from collections.abc import Callable

import pytest

from mcdeploy.domain import Checksums
from mcdeploy.store.contract import Absent, Part, Store, Upload

UPLOAD = Upload("a", "id")
OPERATIONS: dict[str, Callable[[Store], object]] = {
    "head": lambda store: store.head("a"),
    "read": lambda store: store.read("a"),
    "list": lambda store: list(store.list("")),
    "put": lambda store: store.put("a", b"x", Absent()),
    "begin": lambda store: store.begin("a", 1, 1),
    "put_part": lambda store: store.put_part(UPLOAD, 1, b"x"),
    "parts": lambda store: store.parts(UPLOAD),
    "complete": lambda store: store.complete(UPLOAD, (Part(1, 1, "t"),), Checksums()),
    "abort": lambda store: store.abort(UPLOAD),
    "uploads": lambda store: list(store.uploads("")),
    "delete": lambda store: store.delete("a"),
    "copy": lambda store: store.copy("a", "b"),
}
every_operation = pytest.mark.parametrize("operation", OPERATIONS)
