"""What runs code when it is loaded, found without loading anything.

Files are known by what they hold, whatever they are called, and so is what is packed in them.
"""

from mcdeploy.own.looking.finding import Unsafe
from mcdeploy.own.looking.inspection import look

__all__ = ["Unsafe", "look"]
