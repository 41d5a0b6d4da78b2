"""Restrained colour: a few tones, or none at all."""

import re
from enum import Enum

from mcdeploy.records import shape

ESCAPE = "\x1b["


class Tone(Enum):
    """What a text means to its reader; the value is the SGR parameter of ECMA-48."""

    PLAIN = ""
    STRONG = "1"
    FAINT = "2"
    BAD = "31"
    GOOD = "32"
    CHANGE = "33"


TONES = re.compile("(\x1b\\[(?:" + "|".join(["0", *(tone.value for tone in Tone)]) + ")m)")
"""What turns a tone on, and off."""


class Paint:
    """Gives a text its tone, where there is colour."""

    def __init__(self, *, colour: bool) -> None:
        self.colour = colour

    def __call__(self, text: str, tone: Tone) -> str:
        if not self.colour or tone is Tone.PLAIN or not text:
            return text
        return f"{ESCAPE}{tone.value}m{text}{ESCAPE}0m"

    def safe(self, line: str) -> str:
        """The line, escaped but for tones of ours: it may hold words that somebody else wrote, and
        a terminal obeys what it is shown."""
        pieces = TONES.split(line) if self.colour else [line]
        pieces[::2] = map(_escaped, pieces[::2])
        return "".join(pieces)


def _escaped(text: str) -> str:
    if shape.plain(text):
        return text
    return "".join(one if shape.plain(one) else repr(one)[1:-1] for one in text)


PLAIN = Paint(colour=False)
