"""Read once, land everywhere; verify there; and bring it back."""

from mcdeploy.replicate.engine import Source, replicate
from mcdeploy.replicate.fetch import fetch

__all__ = ["Source", "fetch", "replicate"]
