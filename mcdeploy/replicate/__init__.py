"""Read once, land everywhere; verify there; and bring it back."""

from mcdeploy.replicate.destination import Destination
from mcdeploy.replicate.engine import replicate
from mcdeploy.replicate.fetch import fetch
from mcdeploy.replicate.journal import Journal, at_hand
from mcdeploy.replicate.source import Source
from mcdeploy.replicate.stream import Copy, stream

__all__ = ["Copy", "Destination", "Journal", "Source", "at_hand", "fetch", "replicate", "stream"]
