"""Restrained colour: a few tones, or none at all."""

from enum import Enum

ESCAPE = "\x1b["


class Tone(Enum):
    """What a text means to its reader; the value is the SGR parameter of ECMA-48."""

    PLAIN = ""
    STRONG = "1"
    FAINT = "2"
    BAD = "31"
    GOOD = "32"
    CHANGE = "33"


class Paint:
    """Gives a text its tone, where there is colour."""

    def __init__(self, *, colour: bool) -> None:
        self.colour = colour

    def __call__(self, text: str, tone: Tone) -> str:
        if not self.colour or tone is Tone.PLAIN or not text:
            return text
        return f"{ESCAPE}{tone.value}m{text}{ESCAPE}0m"


PLAIN = Paint(colour=False)
