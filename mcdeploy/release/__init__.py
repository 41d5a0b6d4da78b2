"""Move the pointers, remember their moves, and take it all away again."""

from mcdeploy.release.history import Move, earlier, history, named
from mcdeploy.release.pointers import publish
from mcdeploy.release.removal import Remains, remains, remove

__all__ = ["Move", "Remains", "earlier", "history", "named", "publish", "remains", "remove"]
