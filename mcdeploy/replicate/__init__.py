"""Read once, land everywhere; verify there; and bring it back."""

from mcdeploy.replicate.engine import replicate
from mcdeploy.replicate.fetch import fetch
from mcdeploy.replicate.source import Source
from mcdeploy.replicate.stream import Copy, stream

__all__ = ["Copy", "Source", "fetch", "replicate", "stream"]
