"""A sandbox for one use."""

import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from mcdeploy.domain import Listener, quiet
from mcdeploy.sandbox.sandbox import Sandbox, down, up

ENDINGS = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def fresh(listener: Listener = quiet) -> Iterator[Sandbox]:
    """An empty sandbox in a temporary folder, ended and removed with the context: also after
    Ctrl-C, SIGTERM and SIGHUP, but not after SIGKILL."""
    with endings_unwind(), tempfile.TemporaryDirectory(prefix="mcdeploy-sandbox-") as name:
        folder = Path(name)
        try:
            yield up(folder, listener)
        finally:
            down(folder)


@contextmanager
def endings_unwind() -> Iterator[None]:
    """Make the signals that would end this process at once leave by way of its contexts. A handler
    of somebody else's stays, and only the main thread may set one."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ours = [one for one in ENDINGS if signal.getsignal(one) is signal.SIG_DFL]
    for one in ours:
        signal.signal(one, _leave)
    try:
        yield
    finally:
        for one in ours:
            signal.signal(one, signal.SIG_DFL)


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    del frame
    raise SystemExit(128 + number)
